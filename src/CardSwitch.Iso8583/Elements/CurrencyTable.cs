namespace CardSwitch.Iso8583;

/// <summary>
/// The codes of ISO 4217, those withdrawn included, because old transactions and slow networks still carry them. The
/// exponents are the standard's: culture data of operating systems differs from it for some twenty currencies.
/// </summary>
internal static class CurrencyTable
{
    private const int RowLength = 8;

    // A row is number, letters, exponent ('-' where there is no minor unit) and a blank; in the order of the numbers.
    // Of two rows with one number the one that names the number comes first.
    private static ReadOnlySpan<byte> Rows =>
        "004AFA2 008ALL2 012DZD2 020ADP0 031AZM2 032ARS2 036AUD2 040ATS2 044BSD2 048BHD3 "u8 +
        "050BDT2 051AMD2 052BBD2 056BEF0 060BMD2 064BTN2 068BOB2 072BWP2 084BZD2 090SBD2 "u8 +
        "096BND2 100BGL2 104MMK2 108BIF0 112BYB0 116KHR2 124CAD2 132CVE2 136KYD2 144LKR2 "u8 +
        "152CLP0 156CNY2 170COP2 174KMF0 188CRC2 191HRK2 192CUP2 196CYP2 203CZK2 208DKK2 "u8 +
        "214DOP2 222SVC2 230ETB2 232ERN2 233EEK2 238FKP2 242FJD2 246FIM2 250FRF2 262DJF0 "u8 +
        "270GMD2 276DEM2 288GHC2 292GIP2 300GRD0 320GTQ2 324GNF0 328GYD2 332HTG2 340HNL2 "u8 +
        "344HKD2 348HUF2 352ISK0 356INR2 360IDR2 364IRR2 368IQD3 372IEP2 376ILS2 380ITL0 "u8 +
        "388JMD2 392JPY0 398KZT2 400JOD3 404KES2 408KPW2 410KRW0 414KWD3 417KGS2 418LAK2 "u8 +
        "422LBP2 426LSL2 428LVL2 430LRD2 434LYD3 440LTL2 442LUF0 446MOP2 450MGF0 454MWK2 "u8 +
        "458MYR2 462MVR2 470MTL2 478MRO2 480MUR2 484MXN2 496MNT2 498MDL2 504MAD2 508MZM2 "u8 +
        "512OMR3 516NAD2 524NPR2 528NLG2 532XCG2 532ANG2 533AWG2 548VUV0 554NZD2 558NIO2 "u8 +
        "566NGN2 578NOK2 586PKR2 590PAB2 598PGK2 600PYG0 604PEN2 608PHP2 620PTE0 624GWP2 "u8 +
        "626TPE0 634QAR2 642ROL0 643RUB2 646RWF0 654SHP2 678STD2 682SAR2 690SCR2 694SLL2 "u8 +
        "702SGD2 703SKK2 704VND0 705SIT2 706SOS2 710ZAR2 716ZWD2 724ESP0 728SSP2 736SDD2 "u8 +
        "740SRG2 748SZL2 752SEK2 756CHF2 760SYP2 764THB2 776TOP2 780TTD2 784AED2 788TND3 "u8 +
        "792TRL0 795TMM2 800UGX0 807MKD2 810RUR2 818EGP2 826GBP2 834TZS2 840USD2 858UYU2 "u8 +
        "860UZS2 862VEB2 882WST2 886YER2 891CSD2 891YUM2 894ZMK2 901TWD2 924ZWG2 925SLE2 "u8 +
        "926VED2 927UYW4 928VES2 929MRU2 930STN2 931CUC2 932ZWL2 933BYN2 934TMT2 935ZWR2 "u8 +
        "936GHS2 937VEF2 938SDG2 940UYI0 941RSD2 942ZWN2 943MZN2 944AZN2 945AYM2 946RON2 "u8 +
        "947CHE2 948CHW2 949TRY2 950XAF0 951XCD2 952XOF0 953XPF0 955XBA- 956XBB- 957XBC- "u8 +
        "958XBD- 959XAU- 960XDR- 961XAG- 962XPT- 963XTS- 964XPD- 965XUA- 967ZMW2 968SRD2 "u8 +
        "969MGA2 970COU2 971AFN2 972TJS2 973AOA2 974BYR0 975BGN2 976CDF2 977BAM2 978EUR2 "u8 +
        "979MXV2 980UAH2 981GEL2 984BOV2 985PLN2 986BRL2 990CLF4 994XSU- 997USN2 998USS2 "u8 +
        "999XXX- "u8;

    public static int Count => Rows.Length / RowLength;

    /// <summary>The first row with this number, or -1.</summary>
    public static int Find(int numeric)
    {
        int first = 0, end = Count;
        while (first < end)
        {
            int middle = (first + end) >> 1;
            if (Numeric(middle) < numeric)
                first = middle + 1;
            else
                end = middle;
        }

        return first < Count && Numeric(first) == numeric ? first : -1;
    }

    /// <summary>The number of these letters, or 0.</summary>
    public static int NumericOf(ReadOnlySpan<byte> alpha)
    {
        for (int row = 0; row < Count; row++)
        {
            if (Alpha(row).SequenceEqual(alpha))
                return Numeric(row);
        }

        return 0;
    }

    public static int Numeric(int row)
    {
        ReadOnlySpan<byte> digits = Rows.Slice(row * RowLength, 3);
        return ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + (digits[2] - '0');
    }

    public static ReadOnlySpan<byte> Alpha(int row) => Rows.Slice((row * RowLength) + 3, 3);

    /// <summary>0 for no row and for a row without minor unit.</summary>
    public static int Exponent(int row)
    {
        if (row < 0)
            return 0;

        byte digit = Rows[(row * RowLength) + 6];
        return digit == '-' ? 0 : digit - '0';
    }
}
