//! Tables of prose: HTML in, the same with the heading of its column in each cell out.

use std::borrow::Cow;

use crate::reading::without_readings;

/// Gives each cell of a table the heading of its column: on a small screen cells stand below each other.
pub(super) fn label_cells(html: &str) -> Cow<'_, str> {
    if !html.contains("<table>") {
        return Cow::Borrowed(html);
    }
    let mut labelled = String::with_capacity(html.len() + 256);
    for (number, table) in html.split("<table>").enumerate() {
        if number == 0 {
            labelled.push_str(table);
            continue;
        }
        let (head, body) = table.split_once("</thead>").unwrap_or((table, ""));
        let plain = |cell: &str| {
            without_readings(cell).split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect()
        };
        let cells = head.split("</th>").filter_map(|cell| cell.split_once("<th").map(|(_, cell)| format!("<th{cell}")));
        let headings: Vec<String> = cells.map(|cell| plain(&cell)).collect();
        labelled.push_str("<table>");
        labelled.push_str(head);
        labelled.push_str("</thead>");
        for (number, row) in body.split("<tr>").enumerate() {
            labelled.push_str(if number > 0 { "<tr>" } else { "" });
            for (column, cell) in row.split("<td").enumerate() {
                let heading = column.checked_sub(1).and_then(|column| headings.get(column));
                match heading.filter(|heading| !heading.is_empty()) {
                    Some(heading) => {
                        labelled.push_str(&format!("<td data-th=\"{}\"{cell}", heading.replace('"', "&quot;")))
                    }
                    None => labelled.push_str(&format!("{}{cell}", if column > 0 { "<td" } else { "" })),
                }
            }
        }
    }
    Cow::Owned(labelled)
}
