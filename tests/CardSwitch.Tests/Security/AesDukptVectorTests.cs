using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>AES DUKPT by the vectors that ANSI X9.24-3:2017 is published with, and more.</summary>
public sealed class AesDukptVectorTests
{
    private const string Vectors = "aes-dukpt";

    public static TheoryData<string> InitialKeys => CryptoVectors.Ids(Vectors, "dukpt.aes.initialKey");

    public static TheoryData<string> DerivationData => CryptoVectors.Ids(Vectors, "dukpt.aes.derivationData");

    public static TheoryData<string> WorkingKeys => CryptoVectors.Ids(Vectors, "dukpt.aes.workingKeys");

    public static TheoryData<string> DerivationKeys => CryptoVectors.Ids(Vectors, "dukpt.aes.derivationKey");

    public static TheoryData<string> Next => CryptoVectors.Ids(Vectors, "dukpt.aes.nextKsn");

    public static TheoryData<string> Checks => CryptoVectors.Ids(Vectors, "dukpt.aes.ksnCheck");

    public static TheoryData<string> Strengths => CryptoVectors.Ids(Vectors, "dukpt.aes.strength");

    public static TheoryData<string> Transactions => CryptoVectors.Ids(Vectors, "dukpt.aes.transaction");

    [Theory]
    [MemberData(nameof(InitialKeys))]
    public void An_initial_key_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        byte[] bdk = vector.Bytes("bdk");
        byte[] key = new byte[bdk.Length];
        AesDukpt.DeriveInitialKey(bdk, vector.Bytes("initialKeyId"), key);
        Assert.Equal(vector.Result("initialKey"), key);
    }

    [Theory]
    [MemberData(nameof(DerivationData))]
    public void Derivation_data_are_those_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        (AesDukptKeyType type, int length) = TypeOf(vector.Text("keyType"));
        byte[] data = new byte[16];
        AesDukpt.WriteDerivationData(UseOf(vector.Text("usage")), type, length, data);
        uint counter = BinaryPrimitives.ReadUInt32BigEndian(vector.Bytes("counter"));
        if (vector.Text("usage") == "initial") vector.Bytes("initialKeyId").CopyTo(data, 8);
        else AesDukpt.WriteSource(vector.Bytes("initialKeyId"), counter, data);
        data[1] = (byte)vector.Number("block");
        Assert.Equal(vector.Result("data"), data);
    }

    [Theory]
    [MemberData(nameof(DerivationKeys))]
    public void A_transaction_key_is_the_one_of_the_vector(string id) => AssertTransactionKey(CryptoVectors.Get(Vectors, id));

    [Theory]
    [MemberData(nameof(WorkingKeys))]
    public void Working_keys_are_those_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        if (vector.Out.TryGetProperty("derivationKey", out _)) AssertTransactionKey(vector);
        foreach (JsonProperty expected in vector.Out.GetProperty("keys").EnumerateObject())
        {
            byte[] key = Derived(vector, expected.Name, vector.Text("keyType"));
            Assert.Equal(expected.Value.GetString(), Convert.ToHexString(key));
        }
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void A_transaction_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        byte[] pan = Encoding.ASCII.GetBytes(vector.Text("pan"));
        byte[] fill = [.. vector.Text("fill").Select(c => (byte)Convert.ToInt32($"{c}", 16))];
        byte[] block = new byte[16];
        byte[] pinKey = Derived(vector, "pin", vector.Text("keyType"));
        Assert.Equal(vector.Result("pinKey"), pinKey);
        Assert.True(PinField.TryEncode(PinBlockFormat.Format4, [.. vector.Text("pin").Select(c => (byte)(c - '0'))], pan, fill, block));
        PinCipher.Encipher(BlockCipher.Expand(KeyAlgorithm.Aes, pinKey, memory), PinBlockFormat.Format4, pan, block);
        Assert.Equal(vector.Result("encryptedPinBlock"), block);

        byte[] data = vector.Bytes("data");
        string type = vector.Text("keyType");
        Assert.Equal(vector.Result("cmacRequest"), MacOf.Cmac(KeyAlgorithm.Aes, Derived(vector, "macGen", type), data, 16));
        Assert.Equal(vector.Result("cmacResponse"), MacOf.Cmac(KeyAlgorithm.Aes, Derived(vector, "macVer", type), data, 16));
        string hmac = type.Replace("AES", "HMAC", StringComparison.Ordinal);
        Assert.Equal(vector.Result("hmacRequest"), HMACSHA256.HashData(Derived(vector, "macGen", hmac), data));
        Assert.Equal(vector.Result("hmacResponse"), HMACSHA256.HashData(Derived(vector, "macVer", hmac), data));
        Assert.Equal(vector.Result("dataRequest"), EncryptData(Derived(vector, "dataEnc", type), data));
        Assert.Equal(vector.Result("dataResponse"), EncryptData(Derived(vector, "dataDec", type), data));
    }

    [Theory]
    [MemberData(nameof(Next))]
    public void The_next_usable_counter_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        byte[] ksn = vector.Bytes("ksn");
        long counter = BinaryPrimitives.ReadUInt32BigEndian(ksn.AsSpan(8));
        do
        {
            BinaryPrimitives.WriteUInt32BigEndian(ksn.AsSpan(8), unchecked((uint)++counter));
        }
        while (counter <= uint.MaxValue && !AesDukpt.IsUsable(ksn));
        Assert.Equal(vector.IsRefused, counter > uint.MaxValue);
        if (!vector.IsRefused) Assert.Equal(vector.Result("next"), ksn);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_counter_is_usable_as_the_vector_says(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        Assert.Equal(vector.ResultFlag("valid"), AesDukpt.IsUsable(vector.Bytes("ksn")));
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void A_key_may_be_derived_as_the_vector_says(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        (AesDukptKeyType type, _) = TypeOf(vector.Text("keyType"));
        (_, int length) = TypeOf(vector.Text("bdkType"));
        Assert.Equal(vector.ResultFlag("allowed"), AesDukpt.IsStrongEnough(length, type));
    }

    private static void AssertTransactionKey(CryptoVector vector)
    {
        byte[] bdk = vector.Bytes("bdk");
        if (!AesDukpt.IsUsable(vector.Bytes("ksn"))) return;
        byte[] key = new byte[bdk.Length];
        AesDukpt.DeriveTransactionKey(bdk, vector.Bytes("ksn"), key);
        Assert.Equal(vector.Result("derivationKey"), key);
    }

    private static byte[] Derived(CryptoVector vector, string usage, string keyType)
    {
        (AesDukptKeyType type, int length) = TypeOf(keyType);
        byte[] bdk = vector.Bytes("bdk");
        byte[] ksn = vector.Bytes("ksn");
        byte[] key = new byte[length];
        if (AesDukpt.IsUsable(ksn))
        {
            AesDukpt.DeriveWorkingKey(bdk, ksn, UseOf(usage), type, key);
            return key;
        }

        // The key that renews an initial key: no transaction's, so that only the walk of the twin leads there.
        Assert.Throws<ArgumentException>(() => AesDukpt.DeriveWorkingKey(bdk, ksn, UseOf(usage), type, key));
        byte[] reached = SlowDukpt.Aes(bdk, ksn);
        Assert.Equal(vector.Result("derivationKey"), reached);
        AesDukpt.DeriveFrom(reached, ksn, BinaryPrimitives.ReadUInt32BigEndian(ksn.AsSpan(8)), UseOf(usage), type, key);
        return key;
    }

    private static (AesDukptKeyType Type, int Length) TypeOf(string name) => name switch
    {
        "2TDEA" => (AesDukptKeyType.Tdes128, 16),
        "3TDEA" => (AesDukptKeyType.Tdes192, 24),
        "AES128" => (AesDukptKeyType.Aes128, 16),
        "AES192" => (AesDukptKeyType.Aes192, 24),
        "AES256" => (AesDukptKeyType.Aes256, 32),
        "HMAC128" => (AesDukptKeyType.Hmac, 16),
        "HMAC192" => (AesDukptKeyType.Hmac, 24),
        "HMAC256" => (AesDukptKeyType.Hmac, 32),
        _ => throw new ArgumentException(name),
    };

    private static AesDukptUse UseOf(string name) => name switch
    {
        "kek" => AesDukptUse.KeyEncryption,
        "pin" => AesDukptUse.Pin,
        "macGen" => AesDukptUse.MacGeneration,
        "macVer" => AesDukptUse.MacVerification,
        "macBoth" => AesDukptUse.MacBothWays,
        "dataEnc" => AesDukptUse.DataEncryption,
        "dataDec" => AesDukptUse.DataDecryption,
        "dataBoth" => AesDukptUse.DataBothWays,
        "keyDer" => AesDukptUse.KeyDerivation,
        "initial" => AesDukptUse.InitialKey,
        _ => throw new ArgumentException(name),
    };

    private static byte[] EncryptData(byte[] key, byte[] data)
    {
        using Aes cipher = Aes.Create();
        cipher.Key = key;
        Array.Resize(ref data, (data.Length + 15) / 16 * 16);
        return cipher.EncryptCbc(data, new byte[16], PaddingMode.None);
    }
}
