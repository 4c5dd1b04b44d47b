using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>An issuer served in this process.</summary>
public interface IIssuerHandler
{
    /// <summary>
    /// Decides one request. Called on a thread-pool thread, many at once. The request is valid until the returned task
    /// completes; further fields of the answer (DE 38, 54 ...) are set on it. An exception answers 96.
    /// </summary>
    ValueTask<ResponseCode> AuthorizeAsync(IssuerRequest request, CancellationToken cancellation);
}
