using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>TDES DUKPT by ANSI X9.24-1:2009, annex A.4, and more.</summary>
public sealed class TdesDukptVectorTests
{
    public static TheoryData<string> Keys => CryptoVectors.Ids("tdes-dukpt", "dukpt.tdes.keys");

    public static TheoryData<string> Transactions => CryptoVectors.Ids("tdes-dukpt", "dukpt.tdes.transaction");

    public static TheoryData<string> Next => CryptoVectors.Ids("tdes-dukpt", "dukpt.tdes.nextKsn");

    public static TheoryData<string> Checks => CryptoVectors.Ids("tdes-dukpt", "dukpt.tdes.ksnCheck");

    [Theory]
    [MemberData(nameof(Keys))]
    public void Keys_are_those_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("tdes-dukpt", id);
        byte[] key = new byte[16];
        TdesDukpt.DeriveInitialKey(vector.Bytes("bdk"), vector.Bytes("ksn"), key);
        Assert.Equal(vector.Result("ipek"), key);
        TdesDukpt.DeriveTransactionKey(vector.Bytes("bdk"), vector.Bytes("ksn"), key);
        Assert.Equal(vector.Result("transactionKey"), key);
        Assert.Equal(vector.Result("pinKey"), Derived(vector, TdesDukptUse.Pin));
        Assert.Equal(vector.Result("macRequestKey"), Derived(vector, TdesDukptUse.MacRequest));
        Assert.Equal(vector.Result("macResponseKey"), Derived(vector, TdesDukptUse.MacResponse));
        Assert.Equal(vector.Result("dataRequestKey"), Derived(vector, TdesDukptUse.DataRequest));
        Assert.Equal(vector.Result("dataResponseKey"), Derived(vector, TdesDukptUse.DataResponse));
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void A_transaction_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("tdes-dukpt", id);
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        byte[] pan = Encoding.ASCII.GetBytes(vector.Text("pan"));
        byte[] block = new byte[8];
        Assert.True(PinField.TryEncode(PinBlockFormat.Format0, [.. vector.Text("pin").Select(c => (byte)(c - '0'))], pan, [], block));
        Assert.Equal(vector.Result("clearPinBlock"), block);
        PinCipher.Encipher(
            BlockCipher.Expand(KeyAlgorithm.Tdes, Derived(vector, TdesDukptUse.Pin), memory), PinBlockFormat.Format0, pan, block);
        Assert.Equal(vector.Result("encryptedPinBlock"), block);

        byte[] data = vector.Bytes("data");
        byte[] request = Derived(vector, TdesDukptUse.MacRequest);
        byte[] response = Derived(vector, TdesDukptUse.MacResponse);
        Assert.Equal(vector.Result("macRequest"), MacOf.Iso(3, MacPadding.Method1, request, data, 8));
        Assert.Equal(vector.Result("macResponse"), MacOf.Iso(3, MacPadding.Method1, response, data, 8));
        Assert.Equal(vector.Result("cmacRequest"), MacOf.Cmac(KeyAlgorithm.Tdes, request, data, 8));
        Assert.Equal(vector.Result("cmacResponse"), MacOf.Cmac(KeyAlgorithm.Tdes, response, data, 8));
        Assert.Equal(vector.Result("dataRequest"), EncryptData(Derived(vector, TdesDukptUse.DataRequest), data));
        Assert.Equal(vector.Result("dataResponse"), EncryptData(Derived(vector, TdesDukptUse.DataResponse), data));
    }

    [Theory]
    [MemberData(nameof(Next))]
    public void The_next_usable_counter_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("tdes-dukpt", id);
        byte[] ksn = vector.Bytes("ksn");
        ulong register = BinaryPrimitives.ReadUInt64BigEndian(ksn.AsSpan(ksn.Length - 8));
        ulong last = register | 0x1FFFFF;
        do
        {
            BinaryPrimitives.WriteUInt64BigEndian(ksn.AsSpan(ksn.Length - 8), ++register);
        }
        while (register <= last && !TdesDukpt.IsUsable(ksn));
        Assert.Equal(vector.IsRefused, register > last);
        if (!vector.IsRefused) Assert.Equal(vector.Result("next"), ksn);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_counter_is_usable_as_the_vector_says(string id)
    {
        CryptoVector vector = CryptoVectors.Get("tdes-dukpt", id);
        Assert.Equal(vector.ResultFlag("valid"), TdesDukpt.IsUsable(vector.Bytes("ksn")));
    }

    private static byte[] Derived(CryptoVector vector, TdesDukptUse use)
    {
        byte[] key = new byte[16];
        TdesDukpt.DeriveWorkingKey(vector.Bytes("bdk"), vector.Bytes("ksn"), use, key);
        return key;
    }

    private static byte[] EncryptData(byte[] key, byte[] data)
    {
        using SymmetricAlgorithm cipher = LibraryCipher.Create(KeyAlgorithm.Tdes, key);
        Array.Resize(ref data, (data.Length + 7) / 8 * 8);
        return cipher.EncryptCbc(data, new byte[8], PaddingMode.None);
    }
}
