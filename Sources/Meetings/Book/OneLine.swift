extension String {
  /// What a person typed, as one printable line of at most 500 characters.
  ///
  /// It is read in terminals, journals and mails: controls, line breaks and the marks that reorder
  /// text become spaces.
  package var asOneLine: String {
    let scalars = unicodeScalars.prefix(4_000).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: " "
      // U+202A-E and U+2066-9; joiners inside words and emoji stay.
      case .format where (0x202A...0x202E).contains(scalar.value): " "
      case .format where (0x2066...0x2069).contains(scalar.value): " "
      default: scalar
      }
    }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars)
    let words = String(line).split(separator: " ")
    return String(words.joined(separator: " ").prefix(500))
  }
}
