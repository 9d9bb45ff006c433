### Values of the standard project's data that a report prints, beyond those in report.ftl.
### `value-<dimension>-<code>` names a code; table cells, one or two words.

## Languages of conversations

value-language-fr = Frans
value-language-hi = Hindi
value-language-kn = Kannada
value-language-pl = Pools
value-language-tr = Turks
