### Values of the standard project's data that a report prints, beyond those in report.ftl.
### `value-<dimension>-<code>` names a code; table cells, one or two words.

## Languages of conversations

value-language-fr = French
value-language-hi = Hindi
value-language-kn = Kannada
value-language-pl = Polish
value-language-tr = Turkish
