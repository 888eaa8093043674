package dev.sluice.processor.tokens;

import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.ModelType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which encoding a model uses. Families as in the table of OpenAI's tiktoken library; the tokenizer's own table ends
 * with gpt-4o, and takes later ones for gpt-4. Names may have a provider before them ({@code openai/gpt-4o}), stand for
 * a fine-tuned model ({@code ft:gpt-4o:acme::id}) or have anything after the family ({@code gpt-4o-2024-11-20}).
 */
final class ModelEncoding {
    private static final List<String> O200K_FAMILIES =
            List.of(
                    "gpt-4o",
                    "chatgpt-4o",
                    "gpt-4.1",
                    "gpt-4.5",
                    "gpt-5",
                    // Its own encoding differs in the special tokens only.
                    "gpt-oss",
                    "o1",
                    "o3",
                    "o4");

    /** Azure's name of gpt-3.5 has no dot. */
    private static final List<String> CL100K_FAMILIES = List.of("gpt-4", "gpt-3.5", "gpt-35");

    private static final String FINE_TUNED = "ft:";

    private ModelEncoding() {}

    /** Empty where nothing is known of the model. */
    static Optional<EncodingType> of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (name.startsWith(FINE_TUNED)) {
            name = name.substring(FINE_TUNED.length());
        }
        if (isOneOf(name, O200K_FAMILIES)) {
            return Optional.of(EncodingType.O200K_BASE);
        }
        if (isOneOf(name, CL100K_FAMILIES)) {
            return Optional.of(EncodingType.CL100K_BASE);
        }
        return ModelType.fromName(name).map(ModelType::getEncodingType);
    }

    private static boolean isOneOf(String name, List<String> families) {
        return families.stream().anyMatch(family -> isOf(name, family));
    }

    private static boolean isOf(String name, String family) {
        return name.startsWith(family)
                && (name.length() == family.length()
                        || !Character.isLetterOrDigit(name.charAt(family.length())));
    }
}
