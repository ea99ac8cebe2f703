/// A table of the board. On a phone its rows become cards, and each cell says what it is.
///
/// Roles are written out: some browsers forget them where a style changes how a table is laid out.
struct BoardTable {
  struct Column {
    let title: HTML
    var kind: Kind = .labelled

    enum Kind {
      /// What the row is about.
      case head
      /// On a phone with the column's title before it.
      case labelled
      /// It says by itself what it is.
      case plain
      /// As well; on a phone it stands beside the first cell.
      case aside
    }
  }

  struct Row {
    var kind: HTML = ""
    /// As many as there are columns; an empty one is not shown on a phone.
    let cells: [HTML]
  }

  let kind: HTML
  let caption: HTML
  let columns: [Column]
  let rows: [Row]

  var html: HTML {
    let heads = columns.map {
      HTML.element("th", ["scope": "col", "role": "columnheader"], [$0.title])
    }
    return .element(
      "table", ["class": kind, "role": "table"],
      [
        .newline, .element("caption", [:], [caption]), .newline,
        .element("colgroup", [:], columns.map { _ in .void("col") }), .newline,
        .element(
          "thead", ["role": "rowgroup"], [.element("tr", ["role": "row"], heads)]), .newline,
        .element("tbody", ["role": "rowgroup"], [.newline] + rows.map(html)), .newline,
      ]) + .newline
  }

  private func html(of row: Row) -> HTML {
    let cells = zip(columns, row.cells).flatMap { column, cell in
      [Self.cell(cell, in: column), .newline]
    }
    return row.kind == ""
      ? .element("tr", ["role": "row"], cells) + .newline
      : .element("tr", ["class": row.kind, "role": "row"], cells) + .newline
  }

  private static func cell(_ content: HTML, in column: Column) -> HTML {
    switch column.kind {
    case .head: .element("th", ["scope": "row", "role": "rowheader"], [content])
    case .labelled: .element("td", ["role": "cell", "data-is": column.title], [content])
    case .plain: .element("td", ["role": "cell"], [content])
    case .aside: .element("td", ["class": "aside", "role": "cell"], [content])
    }
  }
}
