using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>What is known of a request before it is forwarded.</summary>
internal ref struct Admitted
{
    internal RequestDigest Digest;
    internal Pan Pan;
}
