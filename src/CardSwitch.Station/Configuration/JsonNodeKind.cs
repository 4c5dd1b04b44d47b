namespace CardSwitch.Station.Configuration;

internal enum JsonNodeKind : byte
{
    Object,
    Array,
    Text,
    Number,
    Boolean,
    Null,
}
