namespace CardSwitch.Security;

/// <summary>The keys in use on a link, one for each direction.</summary>
/// <param name="Verify">Of what comes in.</param>
/// <param name="Generate">Of what goes out.</param>
/// <param name="Algorithm">How both are used.</param>
internal readonly record struct MacKeys(KeyHandle Verify, KeyHandle Generate, MacAlgorithm Algorithm);
