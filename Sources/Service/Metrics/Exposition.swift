internal import Engine

/// Numbers as Prometheus reads them: the text format, version 0.0.4.
/// Source: prometheus.io/docs/instrumenting/exposition_formats.
struct Exposition {
  enum Kind: String { case counter, gauge, histogram }

  /// One line: what it is about, and the number.
  struct Sample {
    let labels: KeyValuePairs<String, String>
    let value: Double

    init(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
      (self.labels, self.value) = (labels, value)
    }

    init(_ value: Int, _ labels: KeyValuePairs<String, String> = [:]) {
      self.init(Double(value), labels)
    }
  }

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"
  private(set) var text = ""

  /// - Parameter name: of a counter with `_total` at its end.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    head(name, kind, help)
    for sample in samples { line(name, sample) }
  }

  /// Of durations, in seconds.
  mutating func add(_ name: String, _ help: String, _ histogram: Histogram) {
    head(name, .histogram, help)
    let ends = Histogram.bounds.map { Self.number($0.inSeconds) } + ["+Inf"]
    for (end, count) in zip(ends, histogram.cumulative) {
      line(name + "_bucket", Sample(count, ["le": end]))
    }
    line(name + "_sum", Sample(histogram.sum.inSeconds))
    line(name + "_count", Sample(histogram.count))
  }

  private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
    let help = help.replacing("\\", with: #"\\"#).replacing("\n", with: #"\n"#)
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(_ name: String, _ sample: Sample) {
    let labels = sample.labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
    let list = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    text += "\(name)\(list) \(Self.number(sample.value))\n"
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#)
      .replacing("\n", with: #"\n"#)
  }

  /// A whole number without a point.
  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
