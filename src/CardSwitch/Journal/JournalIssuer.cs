namespace CardSwitch.Journal;

/// <summary>An issuer as records name it.</summary>
/// <param name="Name">Its name in the station's options.</param>
/// <param name="Format">The name of the format that its messages are kept in.</param>
public sealed record JournalIssuer(string Name, string Format);
