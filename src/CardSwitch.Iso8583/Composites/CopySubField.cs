namespace CardSwitch.Iso8583;

/// <summary>Copies the plain value.</summary>
internal ref struct CopySubField(Span<byte> destination) : ISubFieldUse
{
    private readonly Span<byte> destination = destination;

    internal int Written;

    public bool Use(scoped in SubField element) => element.TryCopy(destination, out Written);
}
