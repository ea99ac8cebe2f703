import Engine
import Testing

@testable import Service

/// The text that Prometheus reads, line by line.
@Suite struct ExpositionTests {
  private func lines(_ fill: (inout Exposition) -> Void) -> [String] {
    var text = Exposition()
    fill(&text)
    #expect(text.text.hasSuffix("\n"))
    return text.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  @Test func aFamilyIsItsHelpItsTypeAndItsSamples() {
    let lines = lines {
      $0.add("a_total", .counter, "What it is.", [.init(3), .init(0.25, ["x": "1", "y": "2"])])
    }
    #expect(
      lines == [
        "# HELP a_total What it is.", "# TYPE a_total counter", "a_total 3",
        "a_total{x=\"1\",y=\"2\"} 0.25",
      ])
  }

  @Test(arguments: [
    ("a\"b", #"a\"b"#), ("a\\b", #"a\\b"#), ("a\nb", #"a\nb"#), (#"\n"#, #"\\n"#),
    ("żółć 🌻", "żółć 🌻"), ("}", "}"), ("", ""),
  ])
  func aLabelCannotEndItsLine(_ value: String, _ written: String) {
    let lines = lines { $0.add("a", .gauge, "b\n\\c", [.init(1, ["x": value])]) }
    #expect(lines == [#"# HELP a b\n\\c"#, "# TYPE a gauge", "a{x=\"\(written)\"} 1"])
  }

  @Test func aHistogramIsCumulativeAndItsCountIsItsLastBucket() {
    var histogram = Histogram()
    for duration in [Duration.microseconds(500), .milliseconds(2), .seconds(11)] {
      histogram.add(duration)
    }
    let lines = lines { $0.add("t_seconds", "How long.", histogram) }
    #expect(lines[1] == "# TYPE t_seconds histogram")
    #expect(lines[2] == "t_seconds_bucket{le=\"0.0005\"} 1")
    #expect(lines[3] == "t_seconds_bucket{le=\"0.001\"} 1")
    #expect(lines[4] == "t_seconds_bucket{le=\"0.0025\"} 2")
    #expect(
      lines.suffix(4) == [
        "t_seconds_bucket{le=\"10\"} 2", "t_seconds_bucket{le=\"+Inf\"} 3",
        "t_seconds_sum 11.0025", "t_seconds_count 3",
      ])
    #expect(lines.count == 2 + Histogram.bounds.count + 3)
  }

  @Test func latenessIsSaidInWords() {
    var histogram = Histogram()
    #expect(LatenessView(histogram) == nil)
    histogram.add(.microseconds(300))
    #expect(
      LatenessView(histogram)?.line
        == "p50 within 0.5 ms, p99 within 0.5 ms, of 1 decision since the start"
    )
    for _ in 0..<9 { histogram.add(.seconds(2)) }
    histogram.add(.seconds(20))
    #expect(
      LatenessView(histogram)?.line
        == "p50 within 2.5 s, p99 over 10 s, of 11 decisions since the start")
  }
}
