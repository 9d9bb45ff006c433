//! Text that came in as data, made harmless before it stands among our own words.

/// The text without control characters and without marks that turn the direction of writing around.
///
/// Line ends and tabs become spaces: data are single-line wherever a report prints them.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            unwanted if is_unwanted(unwanted) => {}
            wanted => out.push(wanted),
        }
    }
    out.trim().to_owned()
}

/// Controls, bidirectional marks, invisible tags and code points that no XML may hold.
pub(crate) fn is_unwanted(character: char) -> bool {
    let code = u32::from(character);
    character.is_control()
        || matches!(code, 0x061C | 0x200B | 0x200E | 0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB)
        || matches!(code, 0xE0000..=0xE007F | 0xFDD0..=0xFDEF)
        || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_go_and_names_stay() {
        let cases = [
            ("부산 센터", "부산 센터"),
            ("Köln & Söhne <b>", "Köln & Söhne <b>"),
            ("a\u{202e}b\u{2066}c\u{200f}d", "abcd"),
            ("a\u{0}b\u{7}c\u{7f}d\u{9b}e", "abcde"),
            ("one\r\ntwo\tthree", "one  two three"),
            ("\u{feff}x\u{ffff}y\u{e0041}", "xy"),
        ];
        for (given, expected) in cases {
            assert_eq!(plain(given), expected, "{given:?}");
        }
    }
}
