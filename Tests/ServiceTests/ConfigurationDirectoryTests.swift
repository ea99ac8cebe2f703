import Glibc
import Settings
import Testing

@testable import Service

struct ConfigurationDirectoryTests {
  @Test func `Every yaml file is read, in name order`() async throws {
    try await withTemporaryDirectory { directory in
      try write("b", to: "\(directory)/20-b.yaml")
      try write("a", to: "\(directory)/10-a.yaml")
      try write("draft", to: "\(directory)/.30-c.yaml")
      try write("text", to: "\(directory)/README.md")
      for path in [directory, "\(directory)/"] {
        let contents = ConfigurationDirectory(path: path).contents()
        #expect(contents.problems.isEmpty)
        #expect(
          contents.files.map(\.path) == ["\(directory)/10-a.yaml", "\(directory)/20-b.yaml"])
        #expect(contents.files.map(\.bytes) == [[0x61], [0x62]])
      }
      #expect(ConfigurationDirectory(path: directory).directory == directory)
    }
  }

  @Test func `A single file is a configuration too`() async throws {
    try await withTemporaryDirectory { directory in
      try write("a", to: "\(directory)/club.yaml")
      let configuration = ConfigurationDirectory(path: "\(directory)/club.yaml")
      #expect(configuration.contents().files.map(\.path) == ["\(directory)/club.yaml"])
      #expect(configuration.directory == directory)
      #expect(ConfigurationDirectory(path: "club.yaml").directory == ".")
    }
  }

  @Test func `What cannot be read is a problem, the rest is read`() async throws {
    try await withTemporaryDirectory { directory in
      try write("a", to: "\(directory)/a.yaml")
      try makeDirectory("\(directory)/b.yaml")
      mkfifo("\(directory)/c.yaml", 0o600)
      try write("x", to: "\(directory)/d.yml")
      try write(String(repeating: "x", count: 4 << 20) + "y", to: "\(directory)/e.yaml")
      symlink("nowhere", "\(directory)/f.yaml")
      let contents = ConfigurationDirectory(path: directory).contents()
      #expect(contents.files.map(\.path) == ["\(directory)/a.yaml"])
      #expect(
        contents.problems.map { $0.file.dropFirst(directory.count) } == [
          "/d.yml", "/b.yaml", "/c.yaml", "/e.yaml", "/f.yaml",
        ])
      #expect(contents.problems.first?.fix == "rename it to d.yaml")
    }
  }

  @Test func `Nothing there is a problem with its own words`() async throws {
    try await withTemporaryDirectory { directory in
      let empty = ConfigurationDirectory(path: directory).contents()
      #expect(empty.problems.map(\.what) == ["there is no *.yaml in this directory"])
      try write("x", to: "\(directory)/community.yaml.example")
      let installed = ConfigurationDirectory(path: directory).contents()
      #expect(installed.files.isEmpty)
      #expect(
        installed.problems.map(\.fix) == [
          "copy community.yaml.example to community.yaml there, and edit it"
        ])
      let absent = ConfigurationDirectory(path: "\(directory)/none").contents()
      #expect(
        absent.problems.first?.description == "\(directory)/none:1:1: error: it cannot be read: "
          + "No such file or directory. check that it is there and that this user may read it "
          + "(a configuration is mode 0644)")
    }
  }
}
