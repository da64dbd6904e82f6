internal import CStorageLibraries

/// Blocks of memory of many megabytes: of pages that are as long as a capture may be.
public enum LargeBlocks {
    /// Lets the system have each back when it is freed, from now on; at the price of asking for the next.
    public static func giveBack() { csystem_give_back_large_blocks() }
}
