namespace CardSwitch.Iso8583;

/// <summary>
/// The data elements of ISO 8583:1987 by number, in the standard's order. A summary gives the standard's name where the
/// constant does not say it.
/// </summary>
public static class Field
{
    /// <summary>Message type identifier. Not a data element: it stands before the bitmap.</summary>
    public const int Mti = 0;

    /// <summary>Bit map, secondary.</summary>
    public const int SecondaryBitmap = 1;

    /// <summary>Primary account number.</summary>
    public const int Pan = 2;

    public const int ProcessingCode = 3;

    /// <summary>Amount, transaction.</summary>
    public const int Amount = 4;

    public const int SettlementAmount = 5;

    /// <summary>Amount, cardholder billing.</summary>
    public const int BillingAmount = 6;

    public const int TransmissionDateTime = 7;

    /// <summary>Amount, cardholder billing fee.</summary>
    public const int BillingFee = 8;

    public const int SettlementConversionRate = 9;

    /// <summary>Conversion rate, cardholder billing.</summary>
    public const int BillingConversionRate = 10;

    /// <summary>Systems trace audit number.</summary>
    public const int Stan = 11;

    /// <summary>Time, local transaction.</summary>
    public const int LocalTime = 12;

    /// <summary>Date, local transaction.</summary>
    public const int LocalDate = 13;

    public const int ExpirationDate = 14;
    public const int SettlementDate = 15;
    public const int ConversionDate = 16;
    public const int CaptureDate = 17;
    public const int MerchantType = 18;

    /// <summary>Acquiring institution country code.</summary>
    public const int AcquirerCountry = 19;

    /// <summary>Primary account number extended, country code.</summary>
    public const int PanCountry = 20;

    /// <summary>Forwarding institution country code.</summary>
    public const int ForwarderCountry = 21;

    /// <summary>Point of service entry mode.</summary>
    public const int PosEntryMode = 22;

    public const int CardSequenceNumber = 23;

    /// <summary>Network international identifier.</summary>
    public const int NetworkId = 24;

    /// <summary>Point of service condition code.</summary>
    public const int PosConditionCode = 25;

    /// <summary>Point of service PIN capture code.</summary>
    public const int PosPinCaptureCode = 26;

    /// <summary>Authorization identification response length.</summary>
    public const int ApprovalCodeLength = 27;

    /// <summary>Amount, transaction fee.</summary>
    public const int TransactionFee = 28;

    /// <summary>Amount, settlement fee.</summary>
    public const int SettlementFee = 29;

    /// <summary>Amount, transaction processing fee.</summary>
    public const int TransactionProcessingFee = 30;

    /// <summary>Amount, settlement processing fee.</summary>
    public const int SettlementProcessingFee = 31;

    /// <summary>Acquiring institution identification code.</summary>
    public const int AcquirerId = 32;

    /// <summary>Forwarding institution identification code.</summary>
    public const int ForwarderId = 33;

    /// <summary>Primary account number, extended.</summary>
    public const int ExtendedPan = 34;

    public const int Track2 = 35;
    public const int Track3 = 36;

    /// <summary>Retrieval reference number.</summary>
    public const int Rrn = 37;

    /// <summary>Authorization identification response.</summary>
    public const int ApprovalCode = 38;

    public const int ResponseCode = 39;
    public const int ServiceRestrictionCode = 40;

    /// <summary>Card acceptor terminal identification.</summary>
    public const int TerminalId = 41;

    /// <summary>Card acceptor identification code.</summary>
    public const int MerchantId = 42;

    /// <summary>Card acceptor name/location.</summary>
    public const int MerchantNameLocation = 43;

    public const int AdditionalResponseData = 44;
    public const int Track1 = 45;
    public const int AdditionalDataIso = 46;
    public const int AdditionalDataNational = 47;
    public const int AdditionalDataPrivate = 48;

    /// <summary>Currency code, transaction.</summary>
    public const int Currency = 49;

    public const int SettlementCurrency = 50;

    /// <summary>Currency code, cardholder billing.</summary>
    public const int BillingCurrency = 51;

    /// <summary>Personal identification number data.</summary>
    public const int PinData = 52;

    /// <summary>Security related control information.</summary>
    public const int SecurityControl = 53;

    public const int AdditionalAmounts = 54;

    /// <summary>Reserved for ISO use; in practice ICC (EMV) data.</summary>
    public const int IccData = 55;

    /// <summary>Reserved for ISO use.</summary>
    public const int ReservedIso56 = 56;

    public const int ReservedNational57 = 57;
    public const int ReservedNational58 = 58;
    public const int ReservedNational59 = 59;
    public const int ReservedPrivate60 = 60;
    public const int ReservedPrivate61 = 61;
    public const int ReservedPrivate62 = 62;
    public const int ReservedPrivate63 = 63;

    /// <summary>Message authentication code, when there is no secondary bitmap.</summary>
    public const int Mac = 64;

    /// <summary>Bit map, extended; never present in a message of two bitmaps.</summary>
    public const int ExtendedBitmap = 65;

    public const int SettlementCode = 66;
    public const int ExtendedPaymentCode = 67;

    /// <summary>Receiving institution country code.</summary>
    public const int ReceiverCountry = 68;

    public const int SettlementInstitutionCountry = 69;

    /// <summary>Network management information code.</summary>
    public const int NetworkManagementCode = 70;

    public const int MessageNumber = 71;
    public const int LastMessageNumber = 72;
    public const int ActionDate = 73;
    public const int CreditsNumber = 74;
    public const int CreditsReversalNumber = 75;
    public const int DebitsNumber = 76;
    public const int DebitsReversalNumber = 77;
    public const int TransferNumber = 78;
    public const int TransferReversalNumber = 79;
    public const int InquiriesNumber = 80;
    public const int AuthorizationsNumber = 81;
    public const int CreditsProcessingFeeAmount = 82;
    public const int CreditsTransactionFeeAmount = 83;
    public const int DebitsProcessingFeeAmount = 84;
    public const int DebitsTransactionFeeAmount = 85;
    public const int CreditsAmount = 86;
    public const int CreditsReversalAmount = 87;
    public const int DebitsAmount = 88;
    public const int DebitsReversalAmount = 89;
    public const int OriginalDataElements = 90;
    public const int FileUpdateCode = 91;
    public const int FileSecurityCode = 92;
    public const int ResponseIndicator = 93;
    public const int ServiceIndicator = 94;
    public const int ReplacementAmounts = 95;
    public const int MessageSecurityCode = 96;
    public const int NetSettlementAmount = 97;
    public const int Payee = 98;

    /// <summary>Settlement institution identification code.</summary>
    public const int SettlementInstitutionId = 99;

    /// <summary>Receiving institution identification code.</summary>
    public const int ReceiverId = 100;

    public const int FileName = 101;

    /// <summary>Account identification 1.</summary>
    public const int AccountId1 = 102;

    /// <summary>Account identification 2.</summary>
    public const int AccountId2 = 103;

    public const int TransactionDescription = 104;
    public const int ReservedIso105 = 105;
    public const int ReservedIso106 = 106;
    public const int ReservedIso107 = 107;
    public const int ReservedIso108 = 108;
    public const int ReservedIso109 = 109;
    public const int ReservedIso110 = 110;
    public const int ReservedIso111 = 111;
    public const int ReservedNational112 = 112;
    public const int ReservedNational113 = 113;
    public const int ReservedNational114 = 114;
    public const int ReservedNational115 = 115;
    public const int ReservedNational116 = 116;
    public const int ReservedNational117 = 117;
    public const int ReservedNational118 = 118;
    public const int ReservedNational119 = 119;
    public const int ReservedPrivate120 = 120;
    public const int ReservedPrivate121 = 121;
    public const int ReservedPrivate122 = 122;
    public const int ReservedPrivate123 = 123;
    public const int ReservedPrivate124 = 124;
    public const int ReservedPrivate125 = 125;
    public const int ReservedPrivate126 = 126;
    public const int ReservedPrivate127 = 127;

    /// <summary>Message authentication code, when there is a secondary bitmap.</summary>
    public const int Mac2 = 128;
}
