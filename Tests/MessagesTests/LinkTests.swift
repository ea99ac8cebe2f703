import Cadence
import Foundation
import Meetings
import Testing

@testable import Messages

/// Links that whoever has them may use, and nobody can make.
@Suite struct LinkTests {
  static func key(_ byte: UInt8) throws -> LinkKey {
    try #require(LinkKey(Array(repeating: byte, count: 32)))
  }

  static func links(_ keys: UInt8...) throws -> Links {
    Links(
      site: "https://meet.example.org", keys: try (keys.isEmpty ? [1] : keys).map { try key($0) })
  }

  private static let site = "https://meet.example.org/u/"
  private let notice: Notice
  private let token: String

  init() throws {
    notice = try Samples.notice(.reminder)
    let url = try #require(try Self.links().reminders(notice)).url
    #expect(url.hasPrefix(Self.site))
    token = String(url.dropFirst(Self.site.count))
  }

  private var decided: Instant { notice.facts.decidedAt }

  @Test func aLinkNamesItsReader() throws {
    #expect(try Self.links().person(ofReminders: token, at: decided) == PersonID("yash"))
    // It goes into an address as it is.
    #expect(token.utf8.allSatisfy { $0.isTokenByte })
  }

  @Test func theSameMailHasTheSameLinkAndAnotherReaderAnother() throws {
    #expect(
      try Rendering.mail(notice, links: Self.links()) == Rendering.mail(notice, links: Self.links())
    )
    let other = Notice(
      subject: notice.subject, kind: notice.kind, edition: notice.edition,
      recipient: .person(PersonID("ana")), notBefore: notice.notBefore, notAfter: notice.notAfter,
      facts: notice.facts)
    let link = try #require(try Self.links().reminders(other))
    #expect(link.url != Self.site + token)
  }

  /// Every other text of its length that differs in one byte, and every shorter one.
  @Test func aTokenThatWasChangedIsNone() throws {
    let links = try Self.links()
    let bytes = Array(token.utf8)
    let alphabet = Array("ABCXYZabcxyz0189-_=+/.%~ \0\u{7f}".utf8)
    for index in bytes.indices {
      for byte in alphabet + [bytes[index] ^ 1, bytes[index] ^ 0x20] where byte != bytes[index] {
        var changed = bytes
        changed[index] = byte
        let text = String(decoding: changed, as: UTF8.self)
        #expect(links.person(ofReminders: text, at: decided) == nil, "\(text)")
      }
      let cut = String(decoding: bytes[..<index], as: UTF8.self)
      #expect(links.person(ofReminders: cut, at: decided) == nil)
    }
    for text in [token + "A", token + "=", "A" + token, token + token, " " + token, token + "\n"] {
      #expect(links.person(ofReminders: text, at: decided) == nil, "\(text)")
    }
    #expect(links.person(ofReminders: String(repeating: "A", count: 100_000), at: decided) == nil)
  }

  /// Of the bytes behind the text, each bit is signed.
  @Test func everyBitIsSigned() throws {
    let links = try Self.links()
    let padded = token.replacing("-", with: "+").replacing("_", with: "/")
    let bytes = try #require(
      Data(base64Encoded: padded + String(repeating: "=", count: (4 - token.count % 4) % 4)))
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        let text = changed.base64EncodedString().replacing("+", with: "-")
          .replacing("/", with: "_").replacing("=", with: "")
        #expect(links.person(ofReminders: text, at: decided) == nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func anotherKeyMadeIt() throws {
    #expect(try Self.links(2).person(ofReminders: token, at: decided) == nil)
    #expect(
      Links(site: "https://meet.example.org", keys: []).person(ofReminders: token, at: decided)
        == nil)
  }

  @Test func aKeyIsReplacedWithoutBreakingItsLinks() throws {
    let rotated = try Self.links(2, 1)
    #expect(rotated.person(ofReminders: token, at: decided) == PersonID("yash"))
    let new = String(try #require(rotated.reminders(notice)).url.dropFirst(Self.site.count))
    #expect(new != token)
    #expect(try Self.links(2).person(ofReminders: new, at: decided) == PersonID("yash"))
    #expect(try Self.links(1).person(ofReminders: new, at: decided) == nil)
  }

  /// A purpose that this version does not have, signed by the right key.
  @Test func anotherPurposeOrVersionIsNone() throws {
    let key = try Self.key(1)
    func signed(_ bytes: [UInt8]) -> String {
      let mac = key.signature(of: Array("convened link\0".utf8) + bytes)
      return Data(bytes + mac).base64EncodedString().replacing("+", with: "-")
        .replacing("/", with: "_").replacing("=", with: "")
    }
    let links = try Self.links()
    let tail: [UInt8] = [0xff, 0xff, 0, 0] + Array("yash".utf8)
    #expect(links.person(ofReminders: signed([2, 1] + tail), at: decided) == PersonID("yash"))
    for (version, purpose) in [(2, 0), (2, 2), (2, 255), (1, 1), (3, 1)] as [(UInt8, UInt8)] {
      #expect(links.person(ofReminders: signed([version, purpose] + tail), at: decided) == nil)
    }
  }

  @Test func aLinkEndsAfterHalfAYear() throws {
    let links = try Self.links()
    let day = decided.secondsSince1970 / 86_400
    let last = Instant(secondsSince1970: (day + 181) * 86_400 - 1)
    #expect(links.person(ofReminders: token, at: last) == PersonID("yash"))
    #expect(links.person(ofReminders: token, at: last + .seconds(1)) == nil)
  }

  // MARK: Pages

  private func agendaToken(isHost: Bool = false) throws -> String {
    let id = try #require(notice.subject.occurrence)
    let url = try #require(
      try Self.links().agendaAddress(
        of: id, for: PersonID("yash"), isHost: isHost, from: decided))
    let ending = "/\(id.day)"
    #expect(url.hasPrefix("https://meet.example.org/a/") && url.hasSuffix(ending))
    return String(url.dropFirst("https://meet.example.org/a/".count).dropLast(ending.count))
  }

  @Test func aPageIsOfOnePersonAndOneSeries() throws {
    let links = try Self.links()
    for isHost in [true, false] {
      let token = try agendaToken(isHost: isHost)
      #expect(
        links.holder(ofAgenda: token, at: decided)
          == Links.AgendaHolder(
            person: PersonID("yash"), series: notice.subject.series, isForHost: isHost))
      #expect(links.person(ofReminders: token, at: decided) == nil, "another purpose")
    }
    #expect(links.holder(ofAgenda: token, at: decided) == nil, "of reminders alone")
    #expect(try agendaToken(isHost: true) != agendaToken())
  }

  private static let tasksSite = "https://meet.example.org/t/"

  private func tasksToken(_ links: Links) throws -> String {
    let page = try #require(links.ways(from: try Samples.notice(.task)).page)
    #expect(page.url.hasPrefix(Self.tasksSite))
    return String(page.url.dropFirst(Self.tasksSite.count))
  }

  @Test func aPageOfTasksIsOfOnePersonAndOpensNothingElse() throws {
    var links = try Self.links()
    let tasks = try tasksToken(links)
    #expect(links.person(ofTasks: tasks, at: decided) == PersonID("yash"))
    #expect(links.person(ofReminders: tasks, at: decided) == nil)
    #expect(links.holder(ofAgenda: tasks, at: decided) == nil)
    for other in [token, try agendaToken(), try agendaToken(isHost: true)] {
      #expect(links.person(ofTasks: other, at: decided) == nil)
    }
    // Good as long as all others, and taken back with them.
    let day = decided.secondsSince1970 / 86_400
    let last = Instant(secondsSince1970: (day + 181) * 86_400 - 1)
    #expect(links.person(ofTasks: tasks, at: last) == PersonID("yash"))
    #expect(links.person(ofTasks: tasks, at: last + .seconds(1)) == nil)
    links.epochs = ["yash": 1]
    #expect(links.person(ofTasks: tasks, at: decided) == nil)
    #expect(links.person(ofTasks: try tasksToken(links), at: decided) == PersonID("yash"))
    #expect(try Self.links(2).person(ofTasks: tasks, at: decided) == nil)
  }

  @Test func everyMailAboutTasksSaysWhereToSayThatTheyAreDone() throws {
    for sample in try Samples.all() {
      let text = Rendering.text(sample.notice, links: try Self.links())
      // Whoever asked for a meeting has nothing to do about it, and what is closed is closed.
      let first = sample.notice.facts.tasks?.first
      let isAnswer = first?.request?.outcome != nil || first?.ballot?.outcome != nil
      let isAboutTasks = sample.notice.kind == .task
      #expect(text.contains(Self.tasksSite) == (isAboutTasks && !isAnswer), "\(sample.name)")
    }
    for sample in try Samples.channels() {
      #expect(try Self.links().ways(from: sample.notice).page == nil)
    }
  }

  @Test func whatWasRevokedOpensNothingAndWhatIsMadeNowDoes() throws {
    var links = try Self.links()
    let (reminders, page) = (token, try agendaToken())
    links.epochs = ["yash": 1]
    #expect(links.person(ofReminders: reminders, at: decided) == nil)
    #expect(links.holder(ofAgenda: page, at: decided) == nil)
    let ways = links.ways(from: notice)
    let fresh = try #require(ways.fewer).url.dropFirst(Self.site.count)
    #expect(links.person(ofReminders: String(fresh), at: decided) == PersonID("yash"))
    links.epochs = ["ana": 9]
    #expect(links.holder(ofAgenda: page, at: decided) != nil, "another's are another's")
  }

  @Test func everyMailLeadsToItsPageAndNoCalendarDoes() throws {
    for sample in try Samples.all() {
      let text = Rendering.text(sample.notice, links: try Self.links())
      let isFarewell = sample.notice.isFarewell
      let leads = text.contains("https://meet.example.org/a/")
      // Where nothing follows, there is nothing to bring.
      let isLast =
        [.cancellation, .lateItem].contains(sample.notice.kind)
        && sample.notice.facts.next == nil
      // What is passed on has nobody's own link in it.
      let isOfNone = [.silence, .completion, .task, .announcement].contains(sample.notice.kind)
      #expect(
        leads || isFarewell || isLast || isOfNone || sample.notice.kind == .hostNote,
        "\(sample.name)")
      #expect(!(leads && isOfNone), "\(sample.name)")
      #expect(!(leads && isFarewell), "\(sample.name)")
      let mail = try Rendering.mail(sample.notice, links: try Self.links())
      #expect(try MIME.calendar(of: mail.bytes)?.contains("/a/") != true, "\(sample.name)")
    }
  }

  @Test func aKeyHas32BytesAndPrintsNothing() throws {
    #expect(LinkKey(Array(repeating: 7, count: 31)) == nil)
    let key = try Self.key(7)
    #expect("\(key)" == "•••" && String(reflecting: key) == "•••")
    #expect(!String(reflecting: try Self.links(7)).contains("7, 7"))
  }

  @Test func everyMailToAPersonHasItAndNothingElseDoes() throws {
    for sample in try Samples.all() {
      let mail = try Rendering.mail(sample.notice, links: try Self.links())
      let text = String(decoding: mail.bytes, as: UTF8.self)
      #expect(text.contains("\r\nList-Unsubscribe: <\(Self.site)"), "\(sample.name)")
      #expect(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
      let bare = String(decoding: try Rendering.mail(sample.notice).bytes, as: UTF8.self)
      #expect(!bare.contains("nsubscribe") && !bare.contains("Fewer mails"), "\(sample.name)")
      #expect(bare.utf8.count < text.utf8.count)
    }
    for sample in try Samples.channels() {
      #expect(try Self.links().reminders(sample.notice) == nil)
    }
  }
}

extension UInt8 {
  fileprivate var isTokenByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
    default: false
    }
  }
}
