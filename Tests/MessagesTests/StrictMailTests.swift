import Foundation
import Meetings
import Messages
import StrictMail
import Testing

/// The strict reader over everything that Messages writes, and over what it must refuse.
@Suite struct StrictMailTests {
  @Test func everyGolden() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Golden.directory.path)
      .filter { $0.hasSuffix(".eml") }.sorted()
    #expect(names.count > 30)
    for name in names {
      expectNone(StrictMail.violations(in: try Mutants.golden(name)), name)
    }
  }

  @Test func everySample() throws {
    for sample in try Samples.all() {
      let mail = try Rendering.mail(sample.notice)
      expectNone(StrictMail.violations(in: mail.bytes, recipient: mail.to), sample.name)
    }
  }

  /// A mutant has to break the rule that it is for, and no other but those that it says.
  @Test(arguments: Mutants.all) func kills(_ mutant: Mutant) throws {
    let legal = try Mutants.golden(mutant.golden + ".eml")
    let changed = try mutant.edits.reduce(legal) { try $1($0) }
    #expect(changed != legal, "\(mutant.name) changes nothing")
    let found = StrictMail.violations(in: changed)
    #expect(found.contains { $0.rule == mutant.breaks }, "\(mutant.name) survives: \(found)")
    let surplus = found.filter { $0.rule != mutant.breaks && !mutant.also.contains($0.rule) }
    #expect(surplus.isEmpty, "\(mutant.name) breaks more than \(mutant.breaks)")
  }

  @Test(arguments: Variations.all) func passes(_ variation: Variation) throws {
    let legal = try Mutants.golden(variation.golden + ".eml")
    let changed = try variation.edits.reduce(legal) { try $1($0) }
    #expect(changed != legal, "\(variation.name) changes nothing")
    expectNone(StrictMail.violations(in: changed), variation.name)
  }

  @Test func theEnvelopeIsCompared() throws {
    let mail = try Mutants.golden("invitation-plain.eml")
    let found = StrictMail.violations(in: mail, recipient: "ana@example.org")
    #expect(found.map(\.rule) == [.readerIsRecipient])
  }

  /// A rule that nothing breaks may be one that is never looked at.
  @Test func everyRuleHasItsMutant() {
    let broken = Set(Mutants.all.map(\.breaks)).union(MailSequenceTests.mutants.map(\.breaks))
      .union([.readerIsRecipient])
    #expect(Set(Rule.allCases).subtracting(broken).isEmpty)
    #expect(Mutants.all.count >= 60)
    let names = Mutants.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  private func expectNone(_ found: [Violation], _ name: String) {
    #expect(found.isEmpty, "\(name)")
  }
}
