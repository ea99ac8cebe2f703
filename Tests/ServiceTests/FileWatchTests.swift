import Dispatch
import Foundation
import Glibc
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(10)))
struct FileWatchTests {
  private let queue = DispatchQueue(label: "watch")
  private let changes = Events(of: [String].self)

  private func watch(_ paths: String...) throws -> FileWatch {
    let watch = try FileWatch(queue: queue) { [changes] in changes.add($0) }
    #expect(watch.update(paths: paths).isEmpty)
    return watch
  }

  private func sees(_ path: String) async -> Bool {
    await changes.first { $0.contains(path) } != nil
  }

  /// Whoever follows the rule "a directory means: read all of it again" comes to know the file.
  private func finds(_ name: String, in directory: String) async -> Bool {
    let path = "\(directory)/\(name)"
    return await changes.first {
      $0.contains(path) || ($0.contains(directory) && access(path, F_OK) == 0)
    } != nil
  }

  @Test func `A file replaced by renaming is seen under its own name`() async throws {
    try await withTemporaryDirectory { directory in
      try write("one", to: "\(directory)/club.yaml")
      let watch = try watch(directory)
      try write("two", to: "\(directory)/.club.yaml.swp")
      rename("\(directory)/.club.yaml.swp", "\(directory)/club.yaml")
      #expect(await sees("\(directory)/club.yaml"))
      withExtendedLifetime(watch) {}
    }
  }

  @Test func `Writing, linking and removing are seen`() async throws {
    try await withTemporaryDirectory { directory in
      let watch = try watch(directory)
      try write("- item", to: "\(directory)/agenda.md")
      #expect(await sees("\(directory)/agenda.md"))
      symlink("agenda.md", "\(directory)/link.md")
      #expect(await sees("\(directory)/link.md"))
      unlink("\(directory)/agenda.md")
      #expect(await sees("\(directory)/agenda.md"))
      withExtendedLifetime(watch) {}
    }
  }

  @Test func `A directory that is replaced is watched again`() async throws {
    try await withTemporaryDirectory { root in
      let directory = "\(root)/config"
      try makeDirectory(directory)
      let watch = try watch(directory)
      rename(directory, "\(root)/old")
      try makeDirectory("\(root)/new")
      rename("\(root)/new", directory)
      #expect(await sees(directory))
      try write("x", to: "\(directory)/club.yaml")
      #expect(await finds("club.yaml", in: directory))
      withExtendedLifetime(watch) {}
    }
  }

  @Test func `A link that is moved to another directory is followed`() async throws {
    try await withTemporaryDirectory { root in
      try makeDirectory("\(root)/v1")
      try makeDirectory("\(root)/v2")
      symlink("v1", "\(root)/config")
      let watch = try watch("\(root)/config")
      symlink("v2", "\(root)/config.new")
      rename("\(root)/config.new", "\(root)/config")
      #expect(await sees("\(root)/config"))
      try write("x", to: "\(root)/v2/club.yaml")
      #expect(await finds("club.yaml", in: "\(root)/config"))
      withExtendedLifetime(watch) {}
    }
  }

  @Test func `A directory may appear later`() async throws {
    try await withTemporaryDirectory { root in
      let watch = try watch("\(root)/agenda")
      try makeDirectory("\(root)/agenda")
      #expect(await sees("\(root)/agenda"))
      try write("x", to: "\(root)/agenda/office-hours.md")
      #expect(await finds("office-hours.md", in: "\(root)/agenda"))
      withExtendedLifetime(watch) {}
    }
  }

  @Test func `After an update only the new directories count`() async throws {
    try await withTemporaryDirectory { root in
      try makeDirectory("\(root)/a")
      try makeDirectory("\(root)/b")
      let watch = try watch("\(root)/a")
      #expect(watch.update(paths: ["\(root)/b"]).isEmpty)
      try write("x", to: "\(root)/a/one.yaml")
      try write("x", to: "\(root)/b/two.yaml")
      let first = try #require(await changes.next())
      #expect(first == ["\(root)/b/two.yaml"])
    }
  }

  @Test func `A directory beside its own parent keeps both apart`() async throws {
    try await withTemporaryDirectory { root in
      try makeDirectory("\(root)/agenda")
      let watch = try watch(root, "\(root)/agenda")
      try write("x", to: "\(root)/agenda/a.md")
      #expect(await sees("\(root)/agenda/a.md"))
      try write("x", to: "\(root)/club.yaml")
      #expect(await sees("\(root)/club.yaml"))
      withExtendedLifetime(watch) {}
    }
  }
}
