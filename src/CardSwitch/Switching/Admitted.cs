using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Switching;

/// <summary>What is known of a request before it is forwarded.</summary>
internal ref struct Admitted
{
    internal TransactionKey Key;
    internal uint Content;
    internal Pan Pan;
}
