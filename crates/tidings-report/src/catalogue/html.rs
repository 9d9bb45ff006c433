//! The catalogue as one self-contained page: styles inside, no script, nothing fetched.

use askama::Template;
use tidings_core::report::Format;

use super::CataloguePage;
use crate::error::Error;
use crate::render::fonts;

#[derive(Template)]
#[template(path = "catalogue.html")]
struct Page<'a> {
    page: &'a CataloguePage,
}

impl Page<'_> {
    fn fonts(&self) -> &'static str {
        fonts(&self.page.language)
    }
}

pub(super) fn render(page: &CataloguePage) -> Result<String, Error> {
    let written = Page { page }.render();
    written.map_err(|cause| Error::Write { format: Format::Html.name(), reason: cause.to_string() })
}
