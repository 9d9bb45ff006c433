### Values of the standard project's data that a report prints, beyond those in report.ftl.
### `value-<dimension>-<code>` names a code; table cells, one or two words.

## Languages of conversations

value-language-fr = 프랑스어
value-language-hi = 힌디어
value-language-kn = 칸나다어
value-language-pl = 폴란드어
value-language-tr = 튀르키예어
