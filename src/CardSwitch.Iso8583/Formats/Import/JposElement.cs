using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>One element of a packager file whose class is known.</summary>
/// <param name="Id">Its number among its neighbours.</param>
/// <param name="Node">Where it is written.</param>
/// <param name="Kind">Its class; of an element with elements within, that of the outer field.</param>
internal sealed record JposElement(int Id, XmlSpecNode Node, JposClass Kind)
{
    internal string Key => Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it only holds the place of a number.</summary>
    internal bool IsNothing => Kind.Data == JposData.Nothing;
}
