### Values of the standard project's data that a report prints, beyond those in report.ftl.
### `value-<dimension>-<code>` names a code; table cells, one or two words.

## Languages of conversations

value-language-fr = 法语
value-language-hi = 印地语
value-language-kn = 卡纳达语
value-language-pl = 波兰语
value-language-tr = 土耳其语
