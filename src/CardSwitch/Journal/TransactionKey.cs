namespace CardSwitch.Journal;

/// <summary>
/// Which request of an originator this is: a keyed hash of DE 32, 42, 41, 11, 7 (or 12 and 13), 37 and the message
/// class. A repeat has the key of its first attempt; a reversal names its original by that one's key.
/// </summary>
internal readonly record struct TransactionKey(ulong High, ulong Low);
