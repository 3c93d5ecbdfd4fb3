//! What is left out of a file, because the file is as complete without it.

use serde::ser::SerializeMap;

/// A value that is left out of the file when there is nothing to say.
pub trait Absent {
    /// Whether the file is as complete without this value.
    fn absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Box<[T]> {
    fn absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Absent for Vec<T> {
    fn absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for String {
    fn absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for bool {
    fn absent(&self) -> bool {
        !self
    }
}

impl Absent for u32 {
    fn absent(&self) -> bool {
        *self == 0
    }
}

impl Absent for u64 {
    fn absent(&self) -> bool {
        *self == 0
    }
}

/// Marks field types that are always written.
macro_rules! always_written {
    ($($ty:ty),* $(,)?) => {$(
        impl $crate::domain::record::Absent for $ty {
            fn absent(&self) -> bool {
                false
            }
        }
    )*};
}
pub(crate) use always_written;

/// Writes one field of a record unless it is absent.
///
/// # Errors
/// Whatever the writer reports.
pub fn write_field<M, T>(map: &mut M, key: &'static str, value: &T) -> Result<(), M::Error>
where
    M: SerializeMap,
    T: Absent + serde::Serialize,
{
    if value.absent() { Ok(()) } else { map.serialize_entry(key, value) }
}
