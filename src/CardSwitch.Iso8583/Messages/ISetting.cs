namespace CardSwitch.Iso8583;

/// <summary>A setting known when the code is compiled, so that a loop without it carries no trace of it.</summary>
internal interface ISetting
{
    static abstract bool On { get; }
}

internal readonly struct On : ISetting
{
    static bool ISetting.On => true;
}

internal readonly struct Off : ISetting
{
    static bool ISetting.On => false;
}
