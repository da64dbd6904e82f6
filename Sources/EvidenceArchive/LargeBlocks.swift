internal import CStorageLibraries

/// Blocks of memory of many megabytes: of pages that are as long as a capture may be.
public enum LargeBlocks {
    /// Lets the system have each back when it is freed, from now on; at the price of asking for the next.
    public static func giveBack() { csystem_give_back_large_blocks() }

    /// Lets the system have back what has been freed so far, small blocks too; at the price of a look at all of them.
    public static func trim() { csystem_trim() }
}
