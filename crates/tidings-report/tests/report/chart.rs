//! What a chart draws: where it begins, and which labels it has.

use tidings_report::chart::{Width, line};
use tidings_report::document::{Block, Point, Trend};
use tidings_report::resolve;

use crate::input::{everything, localizer};

/// A trend of as many points, the first `empty` of them without a value.
fn trend(axis: &[String], empty: usize) -> Trend {
    let document = resolve(&everything(), &localizer("en", "en", "UTC")).unwrap();
    let found = document.sections.into_iter().flat_map(|section| section.blocks).find_map(|block| match block {
        Block::Trend(trend) => Some(trend),
        _ => None,
    });
    let mut trend = found.unwrap();
    let known = trend.points.iter().find(|point| point.value.raw.is_some()).unwrap().clone();
    let point = |(index, text): (usize, &String)| {
        let mut point = Point { axis: text.clone(), ..known.clone() };
        point.value.raw = point.value.raw.filter(|_| index >= empty);
        point
    };
    trend.points = axis.iter().enumerate().map(point).collect();
    trend
}

/// The labels below the axis, with their places and anchors.
fn labels(svg: &str) -> Vec<(String, f64, String)> {
    let attribute = |text: &str, name: &str| {
        let after = text.split_once(&format!(" {name}=\"")).unwrap().1;
        after.split_once('"').unwrap().0.to_owned()
    };
    svg.split("<text class=\"tick\"")
        .skip(1)
        .filter(|text| text.contains("y=\"248\""))
        .map(|text| {
            let words = text.split_once('>').unwrap().1.split_once('<').unwrap().0;
            (words.to_owned(), attribute(text, "x").parse().unwrap(), attribute(text, "text-anchor"))
        })
        .collect()
}

fn weeks(count: usize) -> Vec<String> {
    (1..=count).map(|week| format!("W{week}")).collect()
}

#[test]
fn the_axis_begins_at_the_first_period_with_a_value() {
    let svg = line(&trend(&weeks(13), 9), "c", Width::Wide);
    let told: Vec<String> = labels(&svg).into_iter().map(|(text, ..)| text).collect();
    assert_eq!(told, ["W10", "W11", "W12", "W13"]);
    assert_eq!(svg.matches("<circle").count(), 4);
}

#[test]
fn labels_go_back_from_the_last_period_in_regular_steps() {
    let told = |count, width| -> Vec<String> {
        labels(&line(&trend(&weeks(count), 0), "c", width)).into_iter().map(|(text, ..)| text).collect()
    };
    assert_eq!(told(13, Width::Wide), ["W1", "W3", "W5", "W7", "W9", "W11", "W13"]);
    assert_eq!(told(26, Width::Wide), ["W2", "W5", "W8", "W11", "W14", "W17", "W20", "W23", "W26"]);
    assert_eq!(told(26, Width::Narrow), ["W2", "W6", "W10", "W14", "W18", "W22", "W26"]);
}

#[test]
fn labels_do_not_touch_and_stay_inside() {
    for (count, text, column) in [(28, "20 Mar 2026", 1), (14, "2026/3/20", 1), (28, "2026년 3월 20일", 2)] {
        let axis: Vec<String> = (0..count).map(|_| text.to_owned()).collect();
        for (width, units) in [(Width::Wide, 720.0), (Width::Narrow, 340.0)] {
            let labels = labels(&line(&trend(&axis, 0), "c", width));
            assert!(labels.len() > 1, "{text}: {labels:?}");
            let columns: u32 = text.chars().map(|letter| if letter.is_ascii() { 1 } else { column }).sum();
            let wide = f64::from(columns * 7);
            let mut before = -10.0;
            for (text, x, anchor) in labels {
                let from = match anchor.as_str() {
                    "start" => x,
                    "end" => x - wide,
                    _ => x - wide / 2.0,
                };
                assert!(from >= before + 10.0 && from + wide <= units, "{text} at {x} {anchor}, {before} before");
                before = from + wide;
            }
        }
    }
}
