namespace CardSwitch.Security;

/// <summary>A crypto provider cannot be opened, or a key not be taken in; the message names no secret.</summary>
public sealed class CryptoException : Exception
{
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="inner">What the provider's library threw.</param>
    public CryptoException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
