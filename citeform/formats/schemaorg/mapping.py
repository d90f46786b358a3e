"""The tables between schema.org's types and properties and CSL's, in three parts."""

from __future__ import annotations

CUSTOM = "schema-org"

_ROWS = """
    ScholarlyArticle article-journal      MedicalScholarlyArticle article-journal
    Article article-journal               TechArticle article-magazine
    NewsArticle article-newspaper         OpinionNewsArticle article-newspaper
    AnalysisNewsArticle article-newspaper BackgroundNewsArticle article-newspaper
    ReportageNewsArticle article-newspaper ReviewNewsArticle review
    SatiricalArticle article-magazine     AdvertiserContentArticle article-magazine
    Report report                         BlogPosting post-weblog
    LiveBlogPosting post-weblog           SocialMediaPosting post
    DiscussionForumPosting post           Comment post
    Question post                         Answer post
    Book book                             Audiobook book
    Atlas map                             Map map
    Chapter chapter                       Thesis thesis
    Manuscript manuscript                 Legislation legislation
    LegislationObject legislation         Review review
    CriticReview review                   ClaimReview review
    Dataset dataset                       DataFeed dataset
    StatisticalDataset dataset            DataCatalog dataset
    SoftwareSourceCode software           SoftwareApplication software
    WebApplication software               MobileApplication software
    APIReference software                 VideoGame software
    VideoObject motion_picture            Movie motion_picture
    Clip motion_picture                   Episode broadcast
    TVEpisode broadcast                   RadioEpisode broadcast
    PodcastEpisode broadcast              TVSeries broadcast
    AudioObject song                      MusicRecording song
    MusicAlbum song                       MusicComposition musical_score
    SheetMusic musical_score              ImageObject graphic
    Photograph graphic                    Painting graphic
    Drawing graphic                       Poster graphic
    VisualArtwork graphic                 Sculpture graphic
    ComicStory book                       ComicIssue periodical
    Periodical periodical                 Newspaper periodical
    PublicationIssue periodical           PublicationVolume periodical
    PresentationDigitalDocument speech    SpreadsheetDigitalDocument dataset
    TextDigitalDocument document          DigitalDocument document
    Message personal_communication        EmailMessage personal_communication
    Conversation personal_communication   DefinedTerm entry-dictionary
    Collection collection                 ArchiveComponent collection
    Play performance                      LearningResource document
    Course document                       HowTo document
    CreativeWork document                 WebPage webpage
    ItemPage webpage                      AboutPage webpage
    FAQPage webpage                       CollectionPage webpage
    MedicalWebPage webpage                QAPage webpage
    ProfilePage webpage                   WebSite webpage
    Blog webpage                          WebPageElement webpage
"""
_WORDS = _ROWS.split()
READ_TYPES: dict[str, str] = {
    name.lower(): csl for name, csl in zip(_WORDS[::2], _WORDS[1::2], strict=True)
}
"""schema.org's type, in lower case, to CSL's."""

WRITTEN_TYPES: dict[str, str] = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "TechArticle",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "broadcast": "Episode",
    "chapter": "Chapter",
    "classic": "Book",
    "collection": "Collection",
    "dataset": "Dataset",
    "entry": "CreativeWork",
    "entry-dictionary": "DefinedTerm",
    "entry-encyclopedia": "Chapter",
    "figure": "ImageObject",
    "graphic": "VisualArtwork",
    "interview": "CreativeWork",
    "legal_case": "CreativeWork",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "VideoObject",
    "musical_score": "SheetMusic",
    "paper-conference": "ScholarlyArticle",
    "performance": "Play",
    "periodical": "Periodical",
    "personal_communication": "Message",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "review": "Review",
    "review-book": "Review",
    "software": "SoftwareSourceCode",
    "song": "AudioObject",
    "speech": "PresentationDigitalDocument",
    "standard": "Report",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
"""CSL's type to schema.org's; what has no row is a CreativeWork."""

PAGES = frozenset(
    "webpage itempage aboutpage faqpage collectionpage medicalwebpage qapage profilepage website "
    "blog webpageelement imageobject videoobject audioobject datacatalog comment periodical "
    "publicationissue publicationvolume".split()
)
"""Types that describe the page or its furniture where a better one stands beside them."""
ARTICLES = frozenset({"ScholarlyArticle", "TechArticle", "NewsArticle", "BlogPosting"})
"""Types whose `headline` is written as well as `name`, for search engines."""

# ------------------------------------------------------------------ both ways

TEXTS: dict[str, str] = {
    "alternateName": "title_short",
    "version": "version",
    "bookEdition": "edition",
    "numberOfPages": "number_of_pages",
    "genre": "genre",
    "reportNumber": "number",
    "articleSection": "section",
    "creativeWorkStatus": "status",
    "position": "chapter_number",
    "material": "medium",
    "volumeNumber": "volume",
    "issueNumber": "issue",
    "isbn": "isbn",
    "issn": "issn",
}
BETWEEN = {"issn": ", ", "isbn": " "}
"""Lists of numbers in schema.org, one text in CSL: what stands between them there."""
NAMES: dict[str, str] = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "contributor": "contributor",
    "illustrator": "illustrator",
    "director": "director",
    "producer": "producer",
    "actor": "performer",
    "composer": "composer",
    "readBy": "narrator",
    "recipient": "recipient",
}

# ------------------------------------------------------------------ reading only

READ_TEXTS: dict[str, str] = {
    "softwareVersion": "version",
    "legislationIdentifier": "number",
    "additionalType": "genre",
    "inSupportOf": "genre",
    "runtimePlatform": "medium",
}
READ_NAMES: dict[str, str] = {
    "creator": "author",
    "authors": "author",
    "editors": "editor",
    "agents": "author",
    "agent": "author",
    "maintainer": "author",
    "musicBy": "composer",
    "lyricist": "author",
}
DATES: dict[str, str] = {
    "datePublished": "issued",
    "dateSubmitted": "submitted",
    "dateAvailable": "available_date",
}
READ_DATES: dict[str, str] = {
    "dateIssued": "issued",
    "dateCreated": "issued",
    "uploadDate": "issued",
    "copyrightYear": "issued",
    "dateModified": "issued",
}
"""Tried in this order where nothing better says when."""
CODE_HOSTS = ("github.com", "gitlab.", "bitbucket.org", "codeberg.org", "sourceforge.net", "git.")
"""Where a software's address is that of its source code."""
