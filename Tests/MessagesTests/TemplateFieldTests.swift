import Foundation
import Meetings
import Messages
import Testing

/// docs/templates.md and the program know the same fields.
@Suite struct TemplateFieldTests {
  @Test(arguments: NoticeKind.allCases) func everyKindKnowsWhatThePageSays(_ kind: NoticeKind)
    throws
  {
    let fields = try Texts.fields().filter { $0.kinds.contains(kind) }
    let fix = try #require(fault(kind, "{{xxxxxxxxxxxx}}")).fix
    let known = fix.dropFirst("known here are ".count).split(separator: ", ")
      .flatMap { $0.components(separatedBy: " and ") }
    let hasList = fields.contains { $0.sort == .list }
    #expect(known == (fields.map(\.name) + (hasList ? ["item"] : [])).sorted())
  }

  @Test func everyFieldIsOfItsSort() throws {
    for field in try Texts.fields() {
      let kind = try #require(field.kinds.first)
      let what = fault(kind, "{{\(field.name)}}")?.what ?? "nothing"
      let expected =
        switch field.sort {
        case .text: "nothing"
        case .optional: "{{\(field.name)}} may be missing"
        case .flag: "{{\(field.name)}} is yes or no and has no text"
        case .list: "{{\(field.name)}} is a list"
        }
      #expect(what == expected)
    }
  }

  /// Texts and lists say something in some sample of each of their kinds; what is yes or no is
  /// both, in some sample.
  @Test func everyFieldSaysSomething() throws {
    let samples = try Samples.all()
    var silent: [String] = []
    for field in try Texts.fields() {
      let inner = field.sort == .list ? "{{item}}" : field.sort == .flag ? "x" : "{{\(field.name)}}"
      let use = field.sort == .text ? inner : "{{#\(field.name)}}\(inner){{/\(field.name)}}"
      let said = try samples.filter { field.kinds.contains($0.notice.kind) }.map { sample in
        let templates = try Texts.one(sample.notice.kind, "Begin\(use)End")
        return (
          kind: sample.notice.kind,
          text: !Rendering.text(sample.notice, templates).contains("BeginEnd")
        )
      }
      if field.sort == .flag {
        if Set(said.map(\.text)).count < 2 { silent.append(field.name) }
      } else {
        let kinds = Set(said.filter(\.text).map(\.kind))
        silent += field.kinds.filter { !kinds.contains($0) }.map { "\(field.name) of \($0)" }
      }
    }
    // No sample has these; Announcing can write them.
    #expect(silent == ["agenda of call", "agenda of hostNote"])
  }

  private func fault(_ kind: NoticeKind, _ text: String) -> TemplateFault? {
    do throws(TemplateFaults) {
      _ = try Templates.read([Texts.file(kind, text)])
      return nil
    } catch {
      return error.all.first
    }
  }
}
