namespace CardSwitch.Iso8583;

/// <summary>How a field passes from one format to another. Neighbours with the same Run step are converted in one go.</summary>
internal enum TranscodeStep : byte
{
    /// <summary>The target format does not define the field.</summary>
    Undefined,

    /// <summary>The same bytes, length prefix included.</summary>
    CopyRun,

    /// <summary>Digits of even number and fixed length, from characters to nibbles.</summary>
    PackRun,

    /// <summary>The same from nibbles to characters.</summary>
    UnpackRun,

    /// <summary>The same value bytes behind another prefix.</summary>
    CopyValue,

    /// <summary>From characters to nibbles.</summary>
    PackValue,

    /// <summary>From nibbles to characters.</summary>
    UnpackValue,

    /// <summary>The bitmap of fields 129 to 192, made anew.</summary>
    Tertiary,

    /// <summary>By way of the plain value: other encodings, other content, a length that may need padding.</summary>
    Recode,
}
