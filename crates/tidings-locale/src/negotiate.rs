//! Which message locale a recipient gets.

use icu::locale::{LanguageIdentifier, Locale, LocaleExpander};

/// The available locale that fits `requested`, or `None` where only the reference locale is left.
///
/// Tags are maximised first, then language and script must be equal: `zh-TW` is written in
/// traditional characters, so `zh-Hans` never serves it. Among those that fit, the same region
/// wins, then the locale without a region of its own, then the first in tag order.
pub fn negotiate<'a>(requested: &str, available: &[&'a str]) -> Option<&'a str> {
    let expander = LocaleExpander::new_common();
    let maximised = |tag: &str| -> Option<LanguageIdentifier> {
        let mut id = tag.parse::<Locale>().ok()?.id;
        expander.maximize(&mut id);
        Some(id)
    };
    let wanted = maximised(requested)?;
    let mut fitting: Vec<(u8, &'a str)> = available
        .iter()
        .filter_map(|tag| {
            let own: LanguageIdentifier = tag.parse().ok()?;
            let full = maximised(tag)?;
            if full.language != wanted.language || full.script != wanted.script {
                return None;
            }
            let rank = if own.region.is_some() && full.region == wanted.region {
                0
            } else if own.region.is_none() {
                1
            } else {
                2
            };
            Some((rank, *tag))
        })
        .collect();
    fitting.sort_unstable();
    fitting.first().map(|(_, tag)| *tag)
}
