import EvidenceArchive
import Foundation
import Testing

/// Folders for files that are needed for a while leave nothing behind.
@Suite final class TemporaryFolderTests {
    private let base = FileManager.default.temporaryDirectory.path + "/wirekin-base-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: base) }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: base).sorted() }

    private func fill(_ folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder + "/a/b", withIntermediateDirectories: true)
        for name in ["/page", "/a/page", "/a/b/.page"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder + name))
        }
    }

    @Test func allThatIsInAFolderGoesWithIt() throws {
        let folder = try TemporaryFolder(in: base)
        try fill(folder.path)
        folder.remove()
        #expect(try names() == [])
    }

    @Test func aFolderGoesWithItsValue() throws {
        do {
            let folder = try TemporaryFolder(in: base)
            try fill(folder.path)
        }
        #expect(try names() == [])
    }

    @Test func whatALinkLeadsToIsKept() throws {
        let outside = base + "/outside"
        try fill(outside)
        let folder = try TemporaryFolder(in: base)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: outside)
        folder.remove()
        #expect(try names() == ["outside"])
        #expect(FileManager.default.fileExists(atPath: outside + "/a/b/.page"))
    }

    @Test func whatAStoppedRunLeftIsSwept() throws {
        // A folder as a killed process leaves it: everything is there, and nobody holds the lock.
        let left = base + "/wirekin-tmp-abcdef"
        try fill(left)
        try Data().write(to: URL(fileURLWithPath: left + "/lock"))
        // One without a lock is none of these, or is just being made.
        try fill(base + "/wirekin-tmp-ghijkl")
        let held = try TemporaryFolder(in: base)
        let other = try TemporaryFolder(in: base)
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(FileManager.default.fileExists(atPath: held.path))
        #expect(FileManager.default.fileExists(atPath: other.path))
        #expect(try names().contains("wirekin-tmp-ghijkl"))
    }
}
