//! Which rows of a long table are on screen.
//!
//! Engines clamp an element's height (WebKitGTK at 33,554,428 px), and well before that they paint nothing: below
//! 16,777,216 px, the last whole number that a 32-bit float counts one by one, WebKitGTK leaves rows blank that it has
//! laid out (seen at 25 million, not at 14). Above [`TALLEST`] the scroll position is mapped to rows in proportion, and
//! small steps (wheel, keys) are counted in rows, so that every row can be reached.

/// The tallest that a table's body is made, in pixels.
pub const TALLEST: f64 = 12_000_000.0;

/// Rows drawn above and below what is on screen, so that scrolling finds them there.
pub const BEYOND: u32 = 8;

/// The measures of a table's body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// Rows in all.
    pub total: u32,
    /// Height of a row, pixels.
    pub row: f64,
    /// Height of the part that shows rows, pixels.
    pub height: f64,
}

/// The rows to draw.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Slice {
    /// First row.
    pub first: u32,
    /// One past the last row.
    pub end: u32,
    /// Pixels before the first row.
    pub above: f64,
    /// Pixels after the last row.
    pub below: f64,
}

impl Viewport {
    fn all(&self) -> f64 {
        f64::from(self.total) * self.row
    }

    /// The height the body is given.
    pub fn body(&self) -> f64 {
        self.all().min(TALLEST)
    }

    /// Whether positions are mapped in proportion.
    pub fn is_mapped(&self) -> bool {
        self.all() > TALLEST
    }

    fn furthest(&self) -> f64 {
        (self.all() - self.height).max(0.0)
    }

    fn furthest_scroll(&self) -> f64 {
        (self.body() - self.height).max(0.0)
    }

    /// Brings a position (pixels from the first row) into range.
    pub fn clamp(&self, top: f64) -> f64 {
        top.clamp(0.0, self.furthest())
    }

    /// The position that a scroll offset stands for.
    pub fn top_of(&self, scroll: f64) -> f64 {
        if !self.is_mapped() {
            return self.clamp(scroll);
        }
        let share = (scroll / self.furthest_scroll()).clamp(0.0, 1.0);
        self.clamp(share * self.furthest())
    }

    /// The scroll offset for a position.
    pub fn scroll_of(&self, top: f64) -> f64 {
        if !self.is_mapped() || self.furthest() == 0.0 {
            return self.clamp(top);
        }
        self.clamp(top) / self.furthest() * self.furthest_scroll()
    }

    /// The rows to draw at a position, with so many beyond both edges.
    pub fn slice(&self, top: f64, beyond: u32) -> Slice {
        if self.total == 0 {
            return Slice::default();
        }
        let top = self.clamp(top);
        let first_seen = (top / self.row).floor() as u32;
        let last_seen = ((top + self.height) / self.row).ceil() as u32;
        let first = first_seen.saturating_sub(beyond);
        let end = last_seen.saturating_add(beyond).min(self.total);
        // The rows hang where the eye is: at the scroll offset, less what stands above the first one seen.
        let above = (self.scroll_of(top) - (top - f64::from(first) * self.row)).max(0.0);
        let drawn = f64::from(end - first) * self.row;
        Slice { first, end, above, below: (self.body() - above - drawn).max(0.0) }
    }

    /// The position nearest to `top` that shows a row in whole.
    pub fn reveal(&self, top: f64, row: u32) -> f64 {
        let start = f64::from(row) * self.row;
        let end = start + self.row;
        if start < top {
            self.clamp(start)
        } else if end > top + self.height {
            self.clamp(end - self.height)
        } else {
            self.clamp(top)
        }
    }

    /// First and last row seen, from 1, for the foot's "1 to 16 of 23".
    pub fn seen(&self, top: f64) -> (u32, u32) {
        if self.total == 0 {
            return (0, 0);
        }
        let first = (top / self.row).ceil() as u32;
        let last = (((top + self.height) / self.row).ceil() as u32).min(self.total);
        (first.min(self.total - 1) + 1, last.max(first.min(self.total - 1) + 1))
    }

    /// Rows of a page, for Page Up and Page Down.
    pub fn page(&self) -> u32 {
        ((self.height / self.row).floor() as u32).max(2) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(total: u32) -> Viewport {
        Viewport { total, row: 36.0, height: 540.0 }
    }

    #[test]
    fn short_lists_are_drawn_where_they_are() {
        let slice = view(23).slice(0.0, BEYOND);
        assert_eq!((slice.first, slice.end, slice.above), (0, 23, 0.0));
        assert_eq!(view(23).seen(0.0), (1, 15));
        assert_eq!(view(0).seen(0.0), (0, 0));
    }

    #[test]
    fn every_row_of_ten_million_can_be_shown() {
        let long = view(10_000_000);
        assert!(long.is_mapped());
        for row in [0, 1, 77, 4_999_999, 9_999_990, 9_999_999] {
            let top = long.reveal(0.0, row);
            let slice = long.slice(top, BEYOND);
            assert!((slice.first..slice.end).contains(&row), "{row}");
            let total = slice.above + f64::from(slice.end - slice.first) * 36.0 + slice.below;
            assert!((total - TALLEST).abs() < 1.0 || !(20..=9_999_970).contains(&row), "{row}: {total}");
            let back = long.top_of(long.scroll_of(top));
            assert!((back - top).abs() < 36.0, "{row}: the scroll offset finds its row again");
        }
    }

    #[test]
    fn ten_thousand_pages_down_reach_the_end() {
        let long = view(1_000_000);
        let mut top = 0.0;
        for _ in 0..80_000 {
            top = long.clamp(top + f64::from(long.page()) * long.row);
        }
        assert_eq!(long.slice(top, BEYOND).end, 1_000_000);
    }
}
