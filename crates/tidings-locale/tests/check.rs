//! Each rule finds its fault where it is, and nothing in files that are whole.

use std::collections::BTreeSet;

use tidings_locale::check::{CODES, Diagnostic, MessageFile, Rules, Usage, check};

const EN: &str = "\
-brand = Tidings
title = { -brand } week { $week }
    .help = Shown first
contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
trend = { $direction ->
    [up] Up by { $amount }
   *[other] Down by { $amount }
}
";

fn run(locale: &str, text: &str) -> Vec<Diagnostic> {
    let files = [MessageFile { locale: "en", file: "en.ftl", text: EN }, MessageFile { locale, file: "own.ftl", text }];
    check(&files, &Rules::default())
}

const NL: &str = "\
-brand = Tidings
title = { -brand } week { $week }
    .help = Eerst getoond
contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacten
}
trend = { $direction ->
    [up] { $amount } hoger
   *[other] { $amount } lager
}
";

#[test]
fn whole_files_have_no_finding() {
    assert_eq!(run("nl", NL), []);
    let zh = "title = Tidings 第{ $week }周\n    .help = 首先显示\ncontacts = { $n } 次联络\ntrend = { $direction ->\n    [up] 上升{ $amount }\n   *[other] 下降{ $amount }\n}\n";
    assert_eq!(run("zh-Hans", zh), [], "a language without plurals need not select");
}

#[test]
fn every_rule_finds_its_fault() {
    let mut met = BTreeSet::new();
    for (locale, from, to, code, line, column, word) in [
        ("nl", "title = {", "tittle = {", "missing-message", 1, 1, "title"),
        ("nl", "title = {", "tittle = {", "unknown-message", 2, 1, "did you mean `title`?"),
        ("nl", "    .help = Eerst getoond\n", "", "missing-attribute", 2, 1, "title.help"),
        ("nl", ".help", ".hulp", "unknown-attribute", 3, 6, "title.hulp"),
        ("nl", "week { $week }", "week { $weken }", "unknown-variable", 2, 28, "did you mean `week`?"),
        ("nl", " week { $week }", "", "dropped-variable", 2, 1, "$week"),
        ("nl", "[one]", "[few]", "plural-category", 5, 6, "`one`, `other`"),
        ("ko", "[one]", "[one]", "plural-category", 5, 6, "keep `other`"),
        ("nl", "{ $n } contacten", "{ NUMBER($n) } contacten", "function-not-allowed", 6, 15, "NUMBER"),
        ("nl", "Eerst getoond", "Eerst <b>getoond</b>", "markup", 3, 13, "HTML"),
        ("nl", "Eerst getoond", "Eerst&nbsp;getoond", "markup", 3, 13, "HTML"),
        ("nl", "Eerst getoond", "Eerst getoond\u{a0}", "blank-at-edge", 3, 13, "title.help"),
        ("nl", "Eerst getoond", "{ \" \" }Eerst getoond", "blank-at-edge", 3, 16, "title.help"),
        ("nl", "{ -brand }", "{ -merk }", "unknown-reference", 2, 12, "-merk"),
        ("nl", "trend = ", "title = x\ntrend = ", "duplicate-id", 8, 1, "own.ftl:2"),
        ("nl", "trend = {", "trend {", "parse-error", 8, 7, "expected"),
    ] {
        assert!(NL.contains(from), "{from}");
        let found = run(locale, &NL.replacen(from, to, 1));
        let hit = found
            .iter()
            .find(|f| f.code == code && f.file == "own.ftl" && (f.message.contains(word) || f.hint.contains(word)));
        let hit = hit.unwrap_or_else(|| panic!("no `{code}` about `{word}` in {found:#?}"));
        assert_eq!((hit.line, hit.column), (line, column), "{hit:#?}");
        met.insert(code);
    }
    let usage = Usage {
        ids: ["title", "title.help", "contacts", "gone"].map(str::to_owned).into(),
        prefixes: ["kpi-"].map(str::to_owned).into(),
    };
    let files = [MessageFile { locale: "en", file: "en.ftl", text: &format!("{EN}kpi-aht = AHT\n") }];
    let found = check(&files, &Rules { usage: Some(usage), ..Rules::default() });
    let codes: Vec<_> = found.iter().map(|f| (f.code, f.line)).collect();
    assert_eq!(codes, [("missing-message", 1), ("unused-message", 8)], "{found:#?}");
    met.insert("unused-message");
    assert_eq!(met, CODES.into(), "a rule without a test");
}

#[test]
fn allowed_functions_pass_and_order_is_stable() {
    let files = [
        MessageFile { locale: "en", file: "b.ftl", text: "one = { NUMBER($n) }\n" },
        MessageFile { locale: "en", file: "a.ftl", text: "two = { DATETIME($d) }\nthree = { NUMBER($d) }\n" },
    ];
    let rules = Rules { functions: ["NUMBER".to_owned()].into(), usage: None };
    let found = check(&files, &rules);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].file.as_str(), found[0].line, found[0].column), ("a.ftl", 1, 9));
    let all = check(&files, &Rules::default());
    let places: Vec<_> = all.iter().map(|f| (f.file.as_str(), f.line)).collect();
    assert_eq!(places, [("a.ftl", 1), ("a.ftl", 2), ("b.ftl", 1)]);
}

#[test]
fn files_without_a_reference_are_reported() {
    let files = [MessageFile { locale: "nl", file: "nl.ftl", text: "one = een\n" }];
    let found = check(&files, &Rules::default());
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("reference locale `en`"));
    assert_eq!(check(&[], &Rules::default()), []);
}
