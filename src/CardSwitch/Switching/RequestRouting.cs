using System.Diagnostics.CodeAnalysis;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Switching;

/// <summary>Which issuer a request is for: by its card number.</summary>
internal static class RequestRouting
{
    /// <summary>False with the code that says why not.</summary>
    internal static bool TryRoute(
        SwitchState state, MessageView request, [NotNullWhen(true)] out Issuer? issuer, out Pan pan, out ResponseCode refusal)
    {
        issuer = null;
        if (!CardNumber.TryRead(request, state.Settings.VerifyCheckDigit, out pan, out refusal)) return false;
        int owner = state.Routes.Find(pan.Value, pan.Length);
        if (owner < 0)
        {
            refusal = ResponseCode.NoSuchIssuer;
            return false;
        }
        if (owner >= state.Issuers.Length)
        {
            refusal = ResponseCode.NoRoute;
            return false;
        }
        issuer = state.Issuers[owner];
        return true;
    }
}
