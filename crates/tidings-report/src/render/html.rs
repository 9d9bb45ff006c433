//! One self-contained page: styles and charts inside, no script, nothing fetched.

use askama::Template;
use tidings_core::period::Grain;
use tidings_core::report::Format;

use crate::chart;
use crate::document::{Block, Card, Change, Document, Move, TargetState, Tone, Trend, Verdict};
use crate::error::Error;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    document: &'a Document,
}

pub(super) fn render(document: &Document) -> Result<Vec<u8>, Error> {
    let page = Page { document }
        .render()
        .map_err(|cause| Error::Write { format: Format::Html.name(), reason: cause.to_string() })?;
    Ok(page.into_bytes())
}

/// The families that hold the language's letters; for Chinese and Korean the right one must come first, because the
/// same code points look different in each.
pub(crate) fn fonts(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "zh" if language.contains("Hant") || language.contains("TW") || language.contains("HK") => {
            "\"PingFang TC\",\"Microsoft JhengHei\",\"Noto Sans CJK TC\",\"Noto Sans TC\",sans-serif"
        }
        "zh" => "\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Noto Sans SC\",sans-serif",
        "ko" => "\"Apple SD Gothic Neo\",\"Malgun Gothic\",\"Noto Sans CJK KR\",\"Noto Sans KR\",sans-serif",
        _ => "system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif",
    }
}

impl Page<'_> {
    fn fonts(&self) -> &'static str {
        fonts(&self.document.language)
    }

    /// The period as HTML knows it; a quarter has no form of its own.
    fn period(&self) -> String {
        match self.document.period.grain {
            Grain::Quarter => self.document.period.from.to_string(),
            Grain::Day | Grain::Week | Grain::Month | Grain::Year => self.document.period.label.clone(),
        }
    }

    fn line(&self, trend: &Trend, section: &str, index: &usize) -> String {
        let wide = chart::line(trend, &format!("{section}-chart-{index}"), chart::Width::Wide);
        wide + &chart::line(trend, &format!("{section}-chart-{index}-narrow"), chart::Width::Narrow)
    }

    fn spark(&self, card: &Card) -> String {
        chart::sparkline(&card.recent).unwrap_or_default()
    }

    fn arrow(&self, direction: &Move) -> &'static str {
        match direction {
            Move::Up => "▲",
            Move::Down => "▼",
            Move::Level | Move::Unknown => "",
        }
    }

    fn tone(&self, change: &Change) -> &'static str {
        match (change.direction, change.tone) {
            (Move::Unknown, _) => "unknown",
            (_, Tone::Good) => "good",
            (_, Tone::Bad) => "bad",
            (_, Tone::Neutral) => "neutral",
        }
    }

    fn state(&self, state: &TargetState) -> &'static str {
        match state {
            TargetState::Met => "met",
            TargetState::Near => "near",
            TargetState::Missed => "missed",
        }
    }

    fn mark(&self, state: &TargetState) -> &'static str {
        match state {
            TargetState::Met => "●",
            TargetState::Near => "◐",
            TargetState::Missed => "○",
        }
    }

    fn warns(&self, verdict: &Verdict) -> bool {
        *verdict == Verdict::Warning
    }
}
