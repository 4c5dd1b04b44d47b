using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// A message as its parties mean it: four digits of type, and each field's plain value, one Latin-1 character a unit or,
/// for binary elements, the bytes.
/// </summary>
internal sealed class SlowMessage(string type, IEnumerable<KeyValuePair<int, byte[]>> values)
{
    public string Type { get; } = type;

    public SortedDictionary<int, byte[]> Values { get; } = new(values.ToDictionary());

    public SlowMessage With(int field, byte[] value) =>
        new(Type, Values.Where(pair => pair.Key != field).Append(new(field, value)));

    public SlowMessage Without(int field) => new(Type, Values.Where(pair => pair.Key != field));

    /// <summary>The same message as it is read when the format has carried it.</summary>
    public SlowMessage ReadBackFrom(MessageFormat format) => new(
        Type, Values.Select(pair => KeyValuePair.Create(pair.Key, SlowWriter.ReadBack(format[pair.Key]!, pair.Value))));

    /// <summary>Type, then field number and value in hexadecimal; equal texts are equal messages.</summary>
    public override string ToString() =>
        string.Join('\n', Values.Select(pair => $"  {pair.Key} = {Convert.ToHexString(pair.Value)}").Prepend(Type));
}
