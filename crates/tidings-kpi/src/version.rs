//! Versions of a definition: what a definition is apart from its spelling, how two of them differ in words, and how
//! large the step between them is.

mod change;
mod definition;
mod edit;
mod moved;
mod normal;
mod words;

pub use change::{Change, Place, Tier, changes, differences, tier};
pub use definition::{Definition, calendar};
pub use edit::{drafted, with_status};
pub use moved::{Moved, MovedRequest, Movement, moved};
