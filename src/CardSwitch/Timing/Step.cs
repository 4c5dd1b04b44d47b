using System.Diagnostics.CodeAnalysis;

namespace CardSwitch.Timing;

/// <summary>A step of one transaction's road, timed apart.</summary>
[SuppressMessage("Naming", "CA1716", Justification = "A word of Visual Basic; the switch is used from C#.")]
public enum Step
{
    /// <summary>The frame is cut and its fields indexed and checked.</summary>
    Parse,

    /// <summary>The issuer is found and the request made ready for it.</summary>
    Route,

    /// <summary>From the request's sending to the bank until its answer is there.</summary>
    AtBank,

    /// <summary>The answer is matched, checked and made ready for the shop.</summary>
    Reply,

    /// <summary>From the request's bytes to the reply's.</summary>
    Whole,
}
