//! What the rules ask for, as Python hands it over: lists of byte strings, each number little-endian of four bytes.

pub struct Lists<'a> {
    data: &'a [u8],
}

impl<'a> Lists<'a> {
    pub fn new(data: &'a [u8]) -> Lists<'a> {
        Lists { data }
    }

    /// The next list; none if the data ends before it does.
    pub fn list(&mut self) -> Option<Vec<Vec<u8>>> {
        let count = self.number()?;
        (0..count).map(|_| self.item().map(<[u8]>::to_vec)).collect()
    }

    /// The next list, of pairs of numbers.
    pub fn pairs(&mut self) -> Option<Vec<(u32, u32)>> {
        self.list()?.iter().map(|item| pair(item)).collect()
    }

    /// The next list, of texts each with a number before it.
    pub fn numbered(&mut self) -> Option<Vec<(u32, String)>> {
        self.list()?.iter().map(|item| Some((number(item)?, String::from_utf8(item[4..].to_vec()).ok()?))).collect()
    }

    fn item(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        if self.data.len() < length {
            return None;
        }
        let (item, rest) = self.data.split_at(length);
        self.data = rest;
        Some(item)
    }

    fn number(&mut self) -> Option<u32> {
        let value = number(self.data)?;
        self.data = &self.data[4..];
        Some(value)
    }
}

fn number(data: &[u8]) -> Option<u32> {
    let mut four = [0; 4];
    four.copy_from_slice(data.get(..4)?);
    Some(u32::from_le_bytes(four))
}

fn pair(item: &[u8]) -> Option<(u32, u32)> {
    Some((number(item)?, number(item.get(4..)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_their_order() {
        let data = [2, 0, 0, 0, 1, 0, 0, 0, b'a', 0, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 7, 0, 0, 0, b'x'];
        let mut lists = Lists::new(&data);
        assert_eq!(lists.list(), Some(vec![b"a".to_vec(), vec![]]));
        assert_eq!(lists.numbered(), Some(vec![(7, "x".to_string())]));
        assert_eq!(lists.list(), None);
    }

    #[test]
    fn what_is_cut_off_is_no_list() {
        assert_eq!(Lists::new(&[1, 0, 0, 0, 9, 0, 0, 0, b'a']).list(), None);
        assert_eq!(Lists::new(&[1, 0]).pairs(), None);
    }
}
