using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Tests.Serving;

/// <summary>An issuer in this process that decides by a function.</summary>
internal sealed class ScriptedHandler(Func<IssuerRequest, CancellationToken, ValueTask<ResponseCode>> decide) : IIssuerHandler
{
    internal static ScriptedHandler Approving { get; } = new((_, _) => new(ResponseCode.Approved));

    internal int Calls;

    public ValueTask<ResponseCode> AuthorizeAsync(IssuerRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Calls);
        return decide(request, cancellation);
    }
}
