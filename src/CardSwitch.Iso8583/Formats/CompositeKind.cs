namespace CardSwitch.Iso8583;

/// <summary>How the elements within a field are told from each other.</summary>
public enum CompositeKind : byte
{
    /// <summary>They follow each other in a fixed order; the last ones may be missing.</summary>
    Positional,

    /// <summary>Each has a tag of fixed width before its length, or behind it; any order, any of them missing.</summary>
    Tagged,

    /// <summary>ASN.1 basic encoding rules as EMV uses them (EMV book 3, annex B): tags and lengths of several bytes.</summary>
    BerTlv,

    /// <summary>A bitmap in front tells which are there, in ascending order.</summary>
    Bitmapped,

    /// <summary>Data sets of ISO 8583:2003 and 2023: one byte of identifier, two of length, and the content.</summary>
    Datasets,

    /// <summary>
    /// The content of a data set above 70: a bitmap of two bytes and further ones of one byte as long as the first bit of
    /// each says so, the elements, and TLV elements if the very last bit is set, under the key <c>tlv</c>.
    /// </summary>
    DatasetBitmap,
}
