using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>One change of a message: a field set to a plain value or to a number, or removed.</summary>
internal sealed record Edit(int Field, byte[]? Value, long? Number)
{
    public static Edit Set(int field, byte[] value) => new(field, value, null);

    public static Edit SetNumber(int field, long number) => new(field, null, number);

    public static Edit Remove(int field) => new(field, null, null);

    /// <summary>What becomes of a message, by dictionary.</summary>
    public SlowMessage On(SlowMessage message, MessageFormat format)
    {
        if (Value is not null) return message.With(Field, Value);
        if (Number is null) return message.Without(Field);
        string digits = Number.Value.ToString(CultureInfo.InvariantCulture);
        FieldLength length = format[Field]!.Length;
        return message.With(Field, Encoding.ASCII.GetBytes(length.IsFixed ? digits.PadLeft(length.Max, '0') : digits));
    }

    public override string ToString() => Value is not null ? $"{Field} := {Convert.ToHexString(Value)}"
        : Number is null ? $"{Field} removed"
        : $"{Field} := number {Number}";
}
