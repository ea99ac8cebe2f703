import Yams

/// The YAML parser's complaint in words that help whoever wrote the file.
struct Explanation {
  private(set) var line = 1
  private(set) var column = 1
  private(set) var what: String
  private(set) var fix: String

  init(_ error: any Error, _ text: SourceText) {
    what = "this is not YAML"
    fix = "check the indentation and the quotes"
    guard let error = error as? YamlError else { return }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      (line, column) = (mark.line, mark.column)
      explain(problem, context, text)
    case .duplicatedKeysInMapping(let keys, let context):
      (line, column) = (context.mark.line, context.mark.column)
      what = "`\(keys.first ?? "")` is written twice in one place"
      fix = "keep one of them"
    default:
      break
    }
  }

  private mutating func explain(
    _ problem: String, _ context: YamlError.Context?, _ text: SourceText
  ) {
    let index = text.index(line: line, column: column)
    let found = index.map { text.scalars[$0] }
    if found == "\t" || problem.contains("tab character") {
      what = "a tab is no indentation"
      fix = "indent with spaces"
    } else if problem == "found unexpected end of stream", let context {
      // The end of the file helps nobody; where the quote was opened does.
      (line, column) = (context.mark.line, context.mark.column)
      what = "the quote opened here is never closed"
      fix = "close it"
    } else if problem == "found character that cannot start any token", let found {
      what = "text cannot begin with `\(found)`"
      fix = "put it between quotes"
    } else if problem.hasPrefix("mapping values are not allowed") {
      what = "a colon does not fit here"
      fix =
        "put text that contains `: ` between quotes; or mend the indentation, or the missing "
        + "colon of the line above"
    } else if problem.hasPrefix("could not find expected ':'") {
      if let context { (line, column) = (context.mark.line, context.mark.column) }
      what = "a key without its colon"
      fix = "write `key: value`"
    } else if problem.hasPrefix("did not find expected ',' or") {
      if index == nil, let context {
        (line, column) = (context.mark.line, context.mark.column)
        what = "the list or the braces opened here are never closed"
        fix = "close them"
      } else {
        what = "a comma, or the end of a list or of braces, is missing here"
        fix = "write it"
      }
    } else if problem.hasPrefix("did not find expected key")
      || problem.hasPrefix("did not find expected '-' indicator")
      || problem.hasPrefix("block sequence entries are not allowed")
    {
      what = "this line does not fit the ones above"
      fix = "give it the indentation of its neighbours"
    } else if problem.hasPrefix("but found another document") {
      what = "a second document begins here"
      fix = "keep one document a file, without `---` between"
    } else {
      what = "this is not YAML: \(problem)"
    }
  }
}
