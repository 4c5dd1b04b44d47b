namespace CardSwitch.Security;

/// <summary>Names a key inside a crypto provider; means nothing to any other.</summary>
/// <param name="Value">The provider's own number; 0 names no key.</param>
public readonly record struct KeyHandle(long Value)
{
    /// <summary>Whether it names a key at all.</summary>
    public bool IsNone => Value == 0;
}
